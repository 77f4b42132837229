//! Videos. There is no player yet: a poster with its words, and an honest link to where it can be watched.

use prose::{Href, Video, html::escape};

/// The poster, drawn already, or the words without one; and the link. None without a link: an empty frame tells nobody
/// anything.
pub(super) fn figure(video: &Video, poster: Option<String>) -> Option<String> {
    let watch = watch(video.link.as_ref()?);
    let shown = poster.or_else(|| words(video).map(|words| format!("<p>{words}</p>"))).unwrap_or_default();
    Some(format!("<div class=\"video\">{shown}<p class=\"watch\">{watch}</p></div>"))
}

/// In a line, for pages of words.
pub(super) fn line(video: &Video) -> Option<String> {
    let watch = watch(video.link.as_ref()?);
    let words = words(video).map(|words| format!("[Video: {words}] ")).unwrap_or_default();
    Some(format!("<p>{words}{watch}</p>"))
}

fn words(video: &Video) -> Option<String> {
    let caption = video.caption.as_deref().map(escape);
    let credit = video.credit.as_deref().map(|credit| format!("<cite>{}</cite>", escape(credit)));
    let parts: Vec<String> = caption.into_iter().chain(credit).collect();
    (!parts.is_empty()).then(|| parts.join(" "))
}

/// The link says where it leads: readers leave our page, and should know for where.
fn watch(link: &Href) -> String {
    let address = link.as_str();
    let host = address.split_once("://").and_then(|(_, rest)| rest.split(['/', '?', '#']).next());
    let (rel, at) = match host {
        Some(host) => {
            (" rel=\"noopener\"", format!(" at {}", escape(host.strip_prefix("www.").unwrap_or(host))))
        }
        None => ("", String::new()),
    };
    format!("<a href=\"{}\"{rel}>Watch the video{at}</a>", escape(address))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test fails by panicking")]
    use super::*;
    use prose::MediaKey;

    fn video(link: Option<&str>) -> Video {
        Video {
            key: MediaKey::parse("m-clip").unwrap(),
            caption: Some("Fire & smoke".to_owned()),
            credit: None,
            poster: None,
            link: link.map(|link| Href::parse(link).unwrap()),
        }
    }

    #[test]
    fn a_video_says_where_it_can_be_watched() {
        let elsewhere = video(Some("https://www.video.example/watch?v=1&t=2"));
        assert_eq!(
            line(&elsewhere).unwrap(),
            "<p>[Video: Fire &amp; smoke] <a href=\"https://www.video.example/watch?v=1&amp;t=2\" rel=\"noopener\">\
             Watch the video at video.example</a></p>"
        );
        let drawn = figure(&elsewhere, Some("<figure></figure>".to_owned())).unwrap();
        assert!(drawn.starts_with("<div class=\"video\"><figure></figure><p class=\"watch\">"), "{drawn}");
        assert!(!drawn.contains("Fire"), "the poster has the words");
        let ours = figure(&video(Some("/story/2021/03/clip")), None).unwrap();
        assert!(ours.contains("<p>Fire &amp; smoke</p>") && ours.contains(">Watch the video</a>"), "{ours}");
        assert_eq!((figure(&video(None), None), line(&video(None))), (None, None));
    }
}

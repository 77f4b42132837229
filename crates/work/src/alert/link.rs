//! Where the entry of an index leads: the index is somebody else's, and so are its links.

use url::Url;

/// The whole address of a message, from the address of the index and the link as its entry writes it.
///
/// On the web a link may lead anywhere that is `http:` or `https:`; that it does not lead into a private network, the client
/// sees to. A recorded index leads to files of its own folder only.
pub(super) fn whole(index: &str, link: &str) -> Result<String, &'static str> {
    match index.split_once(':') {
        Some(("file", path)) => beside(path.rsplit_once('/').map_or("", |(folder, _)| folder), link),
        Some(("replay", folder)) => beside(folder.trim_end_matches('/'), link),
        _ => on_the_web(index, link),
    }
}

/// Whether a message is asked for at another host, port or scheme than its index.
pub(super) fn is_elsewhere(index: &str, link: &str) -> bool {
    match (Url::parse(index), Url::parse(link)) {
        (Ok(index), Ok(link)) => index.origin() != link.origin() || !index.origin().is_tuple(),
        _ => true,
    }
}

fn on_the_web(index: &str, link: &str) -> Result<String, &'static str> {
    let index = Url::parse(index).map_err(|_| "begins at no address")?;
    let mut url = index.join(link).map_err(|_| "is no address")?;
    if !matches!(url.scheme(), "http" | "https") {
        return Err("does not begin with http: or https:");
    }
    if !url.username().is_empty() || url.password().is_some() {
        return Err("carries a name or a password");
    }
    url.set_fragment(None);
    let same_page = Url::parse(index.as_str()).is_ok_and(|mut own| {
        own.set_fragment(None);
        own == url
    });
    if same_page { Err("leads back to the index") } else { Ok(url.into()) }
}

fn beside(folder: &str, link: &str) -> Result<String, &'static str> {
    let link = link.strip_prefix("./").unwrap_or(link);
    let is_plain = |part: &str| !part.is_empty() && part != "." && part != "..";
    let fits = link.split('/').all(is_plain) && !link.contains([':', '\\', '\0', '?', '#', '%']);
    match (fits, folder) {
        (false, _) => Err("leads out of the folder of the index"),
        (true, "") => Ok(format!("file:{link}")),
        (true, folder) => Ok(format!("file:{folder}/{link}")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_of_the_web_are_whole_and_of_the_web() {
        let index = "https://alerts.example/feeds/or.atom";
        for (link, whole_link) in [
            ("1.cap", Ok("https://alerts.example/feeds/1.cap")),
            ("/m?id=1#top", Ok("https://alerts.example/m?id=1")),
            ("//other.example/1", Ok("https://other.example/1")),
            ("http://other.example/1", Ok("http://other.example/1")),
            ("file:///etc/passwd", Err("does not begin with http: or https:")),
            ("javascript:alert(1)", Err("does not begin with http: or https:")),
            ("replay:x", Err("does not begin with http: or https:")),
            ("https://a:b@other.example/", Err("carries a name or a password")),
            ("https://alerts.example/feeds/or.atom#x", Err("leads back to the index")),
            ("#x", Err("leads back to the index")),
            ("https://[", Err("is no address")),
        ] {
            assert_eq!(whole(index, link), whole_link.map(str::to_owned), "{link}");
        }
        assert!(!is_elsewhere(index, "https://alerts.example/1"));
        for other in
            ["https://alerts.example:8443/1", "http://alerts.example/1", "https://x.example/1", "file:x"]
        {
            assert!(is_elsewhere(index, other), "{other}");
        }
    }

    #[test]
    fn a_recorded_index_leads_to_its_own_folder_only() {
        for (index, link, whole_link) in [
            ("file:data/alerts/index.atom", "1.cap", Ok("file:data/alerts/1.cap")),
            ("replay:data/alerts", "./messages/1.cap", Ok("file:data/alerts/messages/1.cap")),
            ("file:index.atom", "1.cap", Ok("file:1.cap")),
        ] {
            assert_eq!(whole(index, link), whole_link.map(str::to_owned), "{link}");
        }
        for link in [
            "../x",
            "a/../../x",
            "/etc/passwd",
            "file:x",
            "https://x.example/",
            "a\\b",
            "%2e%2e/x",
            "",
            "a//b",
        ] {
            assert!(whole("replay:data/alerts", link).is_err(), "{link}");
        }
    }
}

//! Style sheets, icon and scripts, embedded, named after their content so that they may be cached for ever.

use std::borrow::Cow;

use serde::Serialize;

const SITE_CSS: &str = include_str!("../assets/site.css");
const LITE_CSS: &str = include_str!("../assets/lite.css");
const EMBED_CSS: &str = include_str!("../assets/embed.css");
const DESK_CSS: &str = include_str!("../assets/desk.css");
const DESK_JS: &str = include_str!("../assets/desk.js");
const RADAR_CSS: &str = include_str!("../assets/radar.css");
const RADAR_JS: &str = include_str!("../assets/radar.js");
const RADAR_LICENSE: &str = include_str!("../assets/radar.js.license");
const ICON_SVG: &str = include_str!("../assets/icon.svg");

/// A file that pages name.
#[derive(Clone, Debug)]
pub struct Asset {
    /// Path on this site: `/assets/site-0f3c….css`. Its content never changes.
    pub path: String,
    /// Value for `Content-Type`.
    pub media_type: &'static str,
    /// Content.
    pub text: Cow<'static, str>,
}

/// Where the templates find each asset.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct AssetUrls {
    site_css: String,
    lite_css: String,
    embed_css: String,
    desk_css: String,
    desk_js: String,
    radar_css: String,
    radar_js: String,
    radar_license: String,
    icon: String,
}

/// All assets of a station.
#[derive(Debug)]
pub(crate) struct Assets {
    all: Vec<Asset>,
    urls: AssetUrls,
}

impl Assets {
    /// The embedded assets, with the theme's CSS after the public style sheets.
    pub(crate) fn new(theme_css: &str) -> Self {
        const CSS: &str = "text/css; charset=utf-8";
        const SCRIPT: &str = "text/javascript; charset=utf-8";
        let mut all = Vec::new();
        let mut add = |stem: &str, end: &str, media_type, text: Cow<'static, str>| {
            let path = format!("/assets/{stem}-{:016x}.{end}", content_hash(text.as_bytes()));
            all.push(Asset { path: path.clone(), media_type, text });
            path
        };
        let urls = AssetUrls {
            site_css: add("site", "css", CSS, themed(SITE_CSS, theme_css)),
            lite_css: add("lite", "css", CSS, themed(LITE_CSS, theme_css)),
            embed_css: add("embed", "css", CSS, themed(EMBED_CSS, theme_css)),
            desk_css: add("desk", "css", CSS, DESK_CSS.into()),
            desk_js: add("desk", "js", SCRIPT, DESK_JS.into()),
            radar_css: add("radar", "css", CSS, themed(RADAR_CSS, theme_css)),
            radar_js: add("radar", "js", SCRIPT, RADAR_JS.into()),
            radar_license: add("radar-license", "txt", "text/plain; charset=utf-8", RADAR_LICENSE.into()),
            icon: add("icon", "svg", "image/svg+xml", ICON_SVG.into()),
        };
        Self { all, urls }
    }

    pub(crate) fn all(&self) -> &[Asset] {
        &self.all
    }

    pub(crate) fn urls(&self) -> &AssetUrls {
        &self.urls
    }
}

fn themed(css: &'static str, theme_css: &str) -> Cow<'static, str> {
    if theme_css.is_empty() { css.into() } else { format!("{css}\n{theme_css}\n").into() }
}

/// FNV-1a, 64 bits (RFC 9923). It tells versions of our own files apart; nobody gains by forging one.
fn content_hash(bytes: &[u8]) -> u64 {
    bytes
        .iter()
        .fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test fails by panicking")]
    use super::*;

    #[test]
    fn a_changed_theme_changes_the_address() {
        let (plain, themed) = (Assets::new(""), Assets::new(":root{--accent:#456}"));
        assert_ne!(plain.urls.site_css, themed.urls.site_css);
        assert_eq!(plain.urls.desk_css, themed.urls.desk_css);
        assert!(
            themed.all.iter().find(|one| one.path == themed.urls.site_css).unwrap().text.contains("#456")
        );
    }

    #[test]
    fn the_hash_is_the_published_one() {
        assert_eq!(content_hash(b""), 0xcbf2_9ce4_8422_2325);
        assert_eq!(content_hash(b"foobar"), 0x8594_4171_f739_67e8);
    }
}

//! The embedded templates: every file of `templates/`, by the name a theme overrides it with.

macro_rules! embedded {
    ($($name:literal)*) => {
        /// Name and source of every embedded template.
        pub(crate) const TEMPLATES: &[(&str, &str)] = &[$(($name, include_str!(concat!("../templates/", $name)))),*];
    };
}

embedded! {
    "macros.html" "base.html"
    "front.html" "story.html" "section.html" "author.html" "tag.html" "place.html"
    "archive.html" "archive-month.html" "map.html" "chart.html" "table.html" "table-row.html" "table-revisions.html" "embed.html" "tables.html" "module.html" "figure.html" "page.html" "error.html"
    "alerts.html" "alert.html" "lite-alerts.html" "lite-alert.html"
    "lite-base.html" "lite-front.html" "lite-story.html" "lite-weather.html"
    "weather.html" "weather-town.html" "radar.html" "lite-radar.html"
    "desk/macros.html" "desk/frame.html" "desk/sign-in.html" "desk/setup.html" "desk/stories.html" "desk/story.html"
    "desk/receipt.html" "desk/revisions.html" "desk/conflict.html" "desk/pictures.html" "desk/picture.html"
    "desk/front.html" "desk/health.html" "desk/users.html" "desk/weather.html" "desk/weather-town.html" "desk/password.html" "desk/audit.html" "desk/tables.html"
    "desk/table.html" "desk/table-macros.html" "desk/table-paste.html" "desk/table-new.html"
    "desk/authors.html" "desk/author.html" "desk/pages.html" "desk/page.html" "desk/password-link.html"
    "desk/choose-password.html" "desk/notices.html" "desk/notice.html"
}

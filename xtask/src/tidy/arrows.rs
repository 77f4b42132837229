//! The table of arrows: which room may import which. ARCHITECTURE.md draws the same picture.

/// Each package of ours with the packages of ours that it may depend on. What is not here is forbidden.
///
/// `prose` is the body of a story, so every room that handles a story may handle a body.
pub(crate) const ARROWS: &[(&str, &[&str])] = &[
    // Formats and science, useful to anyone, importing nothing of ours.
    ("prose", &[]),
    ("feeds", &[]),
    ("geo", &[]),
    ("images", &[]),
    ("radar", &["geo"]),
    ("fire", &[]),
    // The house, from the ground up.
    ("model", &["prose"]),
    ("store", &["model", "prose"]),
    ("desk", &["model", "store", "feeds", "prose"]),
    ("pages", &["model", "prose", "feeds", "geo"]),
    ("web", &["model", "store", "desk", "pages", "prose"]),
    ("work", &["model", "store", "desk", "pages", "prose", "feeds", "geo", "images", "radar", "fire"]),
    (
        "station",
        &[
            "model", "store", "desk", "pages", "web", "work", "prose", "feeds", "geo", "images", "radar",
            "fire",
        ],
    ),
    // It knows the station only as a program.
    ("xtask", &[]),
];

/// The room whose tests run the whole program, and may use anything to do so.
pub(crate) const PROVING_ROOM: &str = "station";

/// A crate from outside that belongs to one room.
pub(crate) struct Wall {
    /// The name of the crate, or its beginning when it ends in `*`.
    pub(crate) crates: &'static [&'static str],
    /// The rooms that may use it; empty forbids it to the one in `only_for`.
    pub(crate) rooms: &'static [&'static str],
    /// The only room this wall stands around, when it is not all of them.
    pub(crate) around: Option<&'static str>,
    /// Whether tests stand behind the wall too.
    pub(crate) tests_too: bool,
    /// What to do instead.
    pub(crate) remedy: &'static str,
}

/// The walls around crates from outside.
pub(crate) const WALLS: &[Wall] = &[
    Wall {
        crates: &["sea-orm*", "sqlx*", "rusqlite", "libsqlite3-sys"],
        rooms: &["store"],
        around: None,
        tests_too: true,
        remedy: "Queries live in `store`: add a function there and call it.",
    },
    Wall {
        crates: &["axum*", "hyper*", "http", "http-body*", "tower*"],
        rooms: &["web"],
        around: None,
        tests_too: true,
        remedy: "Requests and status codes live in `web`: give this room a plain value, or move the code there.",
    },
    Wall {
        crates: &["reqwest*"],
        rooms: &["work"],
        around: None,
        tests_too: false,
        remedy: "Outgoing requests go through `work::fetch`, which caps, times and remembers them.",
    },
    Wall {
        crates: &["serde*", "sqlx*", "tokio*", "async-*", "futures*"],
        rooms: &[],
        around: Some("model"),
        tests_too: false,
        remedy: "`model` knows nouns and rules only: write the JSON or row struct in the room at whose edge it stands.",
    },
];

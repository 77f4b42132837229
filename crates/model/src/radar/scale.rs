//! What the colours of a picture stand for: handed in by whoever draws, so that pages can say it without drawing.

/// What an index of a picture's palette stands for.
#[derive(Clone, Debug, PartialEq)]
pub enum Level {
    /// Nothing was heard.
    Nothing,
    /// It was not measured, or cannot be told: in words.
    Words(&'static str),
    /// The least figure that has this index.
    Figure(f32),
}

/// A choice of colours: red, green, blue, opacity, by index.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Palette {
    /// Name in addresses: `classic`.
    pub id: &'static str,
    /// What it says in a list of choices.
    pub title: &'static str,
    /// One for each level.
    pub colours: Vec<[u8; 4]>,
}

/// A line of a legend.
#[derive(Clone, Debug, PartialEq)]
pub struct Mark {
    /// The figure.
    pub value: f32,
    /// With its unit: `35 dBZ`.
    pub label: String,
    /// What it means, as in `moderate`; empty where the figure says it all.
    pub meaning: &'static str,
    /// Red, green and blue as it is drawn.
    pub colour: [u8; 3],
}

/// The figures of a measure and the colours they are drawn in.
#[derive(Clone, Debug, PartialEq)]
pub struct Scale {
    /// `dBZ`; empty for a figure without one.
    pub unit: &'static str,
    /// What each index stands for.
    pub levels: Vec<Level>,
    /// Choices of colours for these levels; pictures are stored in the first.
    pub palettes: Vec<Palette>,
    /// What a legend names, from the least to the greatest.
    pub marks: Vec<Mark>,
}

//! What is set of radars.

use crate::tree::group;

group! {
    /// A radar of the network, by its four letters. Where it stands the program knows.
    pub Radar {
        /// What readers call it, such as “Medford”.
        name: String [required],
        /// Where its live chunks are asked for, the preferred source first: the root of a bucket that lists as S3 does, with
        /// `KMAX/VOLUME/DAY-TIME-NUMBER-KIND` in it; `file:` and a folder that something else fills in the same way;
        /// `replay:` and such a folder, of which a chunk is there seven seconds after the one before; or `made:`, a weather
        /// that never was, for demonstrations.
        chunks: Vec<String> [vec!["https://unidata-nexrad-level2-chunks.s3.amazonaws.com".to_owned()]],
        /// Where whole volumes are asked for when no chunks come, and for the loop of a new station: a bucket with
        /// `YEAR/MONTH/DAY/KMAX/` in it, or the same kinds of folders. None: nowhere.
        archive: Vec<String> [vec!["https://unidata-nexrad-level2.s3.amazonaws.com".to_owned()]],
        /// What is drawn, the first shown unless another is asked for: `ref` (reflectivity of the lowest tilt), `ref-2`,
        /// `ref-3` (the tilts above it), `composite`, `vel` (velocity, dealiased), `rho` (correlation), `raw` (reflectivity
        /// with hills, birds and noise).
        products: Vec<String> [["ref", "composite", "vel", "rho"].map(str::to_owned).to_vec()],
        /// Degrees north, for a radar that the program does not know.
        latitude: Option<f64> [None],
        /// Degrees east, so negative in America, for a radar that the program does not know.
        longitude: Option<f64> [None],
        /// Metres of its antenna above the sea, for a radar that the program does not know.
        antenna_m: Option<f64> [None],
    }
}

group! {
    /// What all radars have in common: how often they are asked, how far they are trusted, and how much is kept.
    pub Radars {
        /// Seconds between two looks for new chunks, 2 to 300.
        poll_seconds: u32 [10],
        /// What readers call the picture of all radars together, such as “Western Oregon”. Without it there is none. It needs
        /// two radars, and none may stand more than 1,200 km from the middle of all.
        mosaic: Option<String> [None],
        /// How long a frame counts as fresh after it was measured, in minutes. The slowest scan takes ten.
        max_age_minutes: u32 [15],
        /// After so many minutes without a new frame a radar is told to be silent, and no picture is shown as now.
        silence_minutes: u32 [30],
        /// Frames of the loop, 1 to 500.
        frames: u32 [12],
        /// How long frames are kept for those who ask for a moment, in hours.
        keep_hours: u32 [6],
        /// The most that the frames of one radar may take of the disk, in megabytes. The oldest go first.
        disk_mb: u32 [300],
        /// The least zoom of the map's squares, 4 to 11.
        zoom_min: u32 [5],
        /// The greatest zoom of the map's squares, 4 to 11 and no less than `zoom_min`; each further one is four times the work.
        zoom_max: u32 [9],
        /// Memory for knowing which pixel shows which gate, for all radars together, in megabytes. Without it 96 for each
        /// radar, 512 at most. With less than a radar needs, each of its sweeps takes longer to draw.
        maps_mb: Option<u32> [None],
        /// How often readers' maps ask for newer frames, in seconds.
        refresh_seconds: u32 [30],
        /// Who measures, as readers see it.
        credit: String ["National Weather Service".to_owned()],
        /// Where readers find more of that.
        credit_url: Option<String> [Some("https://radar.weather.gov/".to_owned())],
    }
}

//! The palettes in numbers: colours at some values, straight lines between them.

use crate::moment::Moment;
use crate::palette::{FIRST_STEP, FOLDED_COLOUR, Palette, VEIL};

/// A palette before it is worked out.
pub(super) struct Stops {
    pub(super) name: &'static str,
    pub(super) title: &'static str,
    pub(super) moment: Moment,
    /// Whether it is told to people as readable with any colour vision; a test holds it to that.
    pub(super) safe: bool,
    hides_less: bool,
    step: f32,
    marks: &'static [f32],
    /// Values, ascending, with red, green, blue.
    stops: &'static [(f32, [u8; 3])],
}

/// Every palette; the first of a moment is its usual one.
pub(super) const ALL: &[Stops] = &[
    Stops {
        name: "classic",
        title: "Classic",
        moment: Moment::Reflectivity,
        safe: false,
        hides_less: true,
        step: 1.0,
        marks: DBZ,
        stops: &[
            (5.0, [150, 186, 204]),
            (12.0, [92, 160, 214]),
            (19.9, [38, 104, 196]),
            (20.0, [72, 200, 96]),
            (27.0, [26, 160, 62]),
            (34.9, [10, 104, 44]),
            (35.0, [252, 232, 72]),
            (44.9, [240, 158, 30]),
            (45.0, [246, 118, 40]),
            (54.9, [188, 20, 28]),
            (55.0, [158, 10, 44]),
            (64.9, [112, 6, 60]),
            (65.0, [222, 72, 214]),
            (75.0, [248, 236, 252]),
        ],
    },
    Stops {
        name: "safe",
        title: "For any color vision",
        moment: Moment::Reflectivity,
        safe: true,
        hides_less: true,
        step: 1.0,
        marks: DBZ,
        stops: &[
            (5.0, [254, 218, 138]),
            (15.0, [235, 148, 255]),
            (25.0, [193, 120, 255]),
            (35.0, [121, 95, 255]),
            (45.0, [119, 0, 194]),
            (55.0, [124, 0, 151]),
            (65.0, [115, 0, 55]),
            (75.0, [62, 7, 0]),
        ],
    },
    Stops {
        name: "velocity",
        title: "Green towards, red away",
        moment: Moment::Velocity,
        safe: false,
        hides_less: false,
        step: 1.0,
        marks: SPEEDS,
        stops: &[
            (-40.0, [170, 255, 226]),
            (-25.0, [20, 220, 130]),
            (-5.0, [12, 84, 44]),
            (-1.0, [104, 120, 108]),
            (0.0, [132, 126, 128]),
            (1.0, [128, 106, 106]),
            (5.0, [104, 14, 26]),
            (25.0, [240, 40, 50]),
            (40.0, [255, 206, 170]),
        ],
    },
    Stops {
        name: "velocity-safe",
        title: "Blue towards, orange away",
        moment: Moment::Velocity,
        safe: true,
        hides_less: false,
        step: 1.0,
        marks: SPEEDS,
        stops: &[
            (-40.0, [4, 26, 92]),
            (-20.0, [38, 104, 196]),
            (-5.0, [150, 196, 236]),
            (0.0, [240, 240, 238]),
            (5.0, [250, 204, 140]),
            (20.0, [214, 116, 24]),
            (40.0, [92, 38, 2]),
        ],
    },
    Stops {
        name: "spectrum-width",
        title: "Spread of speeds",
        moment: Moment::SpectrumWidth,
        safe: true,
        hides_less: false,
        step: 0.25,
        marks: &[0.0, 2.0, 4.0, 6.0, 8.0, 12.0, 16.0],
        stops: &[
            (0.0, [236, 240, 244]),
            (3.0, [172, 198, 216]),
            (6.0, [116, 144, 192]),
            (10.0, [110, 82, 140]),
            (16.0, [72, 16, 62]),
        ],
    },
    Stops {
        name: "differential-reflectivity",
        title: "Shape of the drops",
        moment: Moment::DifferentialReflectivity,
        safe: false,
        hides_less: false,
        step: 0.1,
        marks: &[-2.0, 0.0, 1.0, 2.0, 3.0, 4.0, 6.0],
        stops: &[
            (-2.0, [52, 52, 56]),
            (0.0, [196, 196, 198]),
            (0.5, [86, 120, 190]),
            (1.5, [60, 172, 190]),
            (2.5, [96, 190, 84]),
            (3.5, [244, 222, 74]),
            (4.5, [238, 132, 40]),
            (6.0, [196, 40, 44]),
            (8.0, [250, 224, 244]),
        ],
    },
    Stops {
        name: "correlation",
        title: "How alike both polarizations are",
        moment: Moment::Correlation,
        safe: false,
        hides_less: false,
        step: 0.01,
        marks: &[0.2, 0.6, 0.8, 0.9, 0.95, 0.98, 1.0],
        stops: &[
            (0.2, [26, 22, 60]),
            (0.6, [52, 70, 150]),
            (0.8, [70, 158, 196]),
            (0.9, [116, 200, 110]),
            (0.95, [246, 226, 84]),
            (0.98, [238, 120, 40]),
            (1.0, [166, 20, 44]),
            (1.06, [236, 180, 220]),
        ],
    },
    Stops {
        name: "differential-phase",
        title: "Lag of one polarization",
        moment: Moment::DifferentialPhase,
        safe: false,
        hides_less: false,
        step: 2.0,
        marks: &[0.0, 60.0, 120.0, 180.0, 240.0, 300.0, 360.0],
        stops: &[
            (0.0, [88, 64, 140]),
            (90.0, [52, 140, 196]),
            (180.0, [110, 192, 106]),
            (270.0, [240, 196, 70]),
            (360.0, [200, 60, 60]),
        ],
    },
    Stops {
        name: "filter-power",
        title: "Taken away by the clutter filter",
        moment: Moment::FilterPower,
        safe: false,
        hides_less: false,
        step: 1.0,
        marks: &[0.0, 20.0, 40.0, 60.0],
        stops: &[(0.0, [220, 220, 220]), (35.0, [150, 110, 70]), (70.0, [50, 20, 10])],
    },
];

/// Metres a second on a legend of velocity.
const SPEEDS: &[f32] = &[-40.0, -30.0, -20.0, -10.0, 0.0, 10.0, 20.0, 30.0, 40.0];
/// Reflectivities on a legend.
const DBZ: &[f32] = &[5.0, 10.0, 20.0, 30.0, 40.0, 50.0, 60.0, 70.0];

impl Stops {
    /// Works the palette out.
    pub(super) fn palette(&self) -> Palette {
        let (first, last) = (self.stops[0].0, self.stops[self.stops.len() - 1].0);
        let steps = ((last - first) / self.step).round() as usize;
        let mut colours = vec![[0; 4], VEIL, FOLDED_COLOUR];
        debug_assert!(
            colours.len() == usize::from(FIRST_STEP) && steps <= 250,
            "a palette has 256 colours at most"
        );
        colours.extend((0..=steps).map(|step| {
            let [red, green, blue] = self.between(first + step as f32 * self.step);
            [red, green, blue, 255]
        }));
        Palette {
            name: self.name,
            title: self.title,
            moment: self.moment,
            first,
            step: self.step,
            hides_less: self.hides_less,
            colours,
            marks: self.marks,
        }
    }

    fn between(&self, value: f32) -> [u8; 3] {
        // A value on a stop takes that stop's colour, whatever it was worked out from.
        let after = self.stops.partition_point(|(stop, _)| *stop <= value + self.step / 100.0);
        let (low, from) = self.stops[after.saturating_sub(1)];
        let (high, to) = self.stops[after.min(self.stops.len() - 1)];
        let part = if high > low { ((value - low) / (high - low)).clamp(0.0, 1.0) } else { 0.0 };
        let mix = |index: usize| {
            let (from, to) = (f32::from(from[index]), f32::from(to[index]));
            (from + (to - from) * part).round() as u8
        };
        [mix(0), mix(1), mix(2)]
    }
}

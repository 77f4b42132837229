//! A volume → its looks at the lowest tilt. Each is a frame: a volume of SAILS or MRLE looks down several times.

use jiff::Timestamp;
use radar::{Moment, Sweep, Volume};

/// Sweeps that differ by less, in degrees, are at the same tilt.
const SAME_TILT_DEG: f32 = 0.2;

/// One look at the lowest tilt: the sweep that reaches far, and the one that measures velocity, if that is another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Look {
    /// Numbers of its sweeps in the volume, in order of time.
    pub(crate) sweeps: Vec<usize>,
    /// When its first radial was measured.
    pub(crate) began: Timestamp,
    /// The number of the first sweep after it that belongs to another look, or the number of sweeps.
    pub(crate) until: usize,
    /// Whether the antenna has gone on to something else.
    pub(crate) over: bool,
}

/// The looks of a volume, in order of time. `ended` when nothing more will come of it.
pub(crate) fn looks(volume: &Volume, ended: bool) -> Vec<Look> {
    let angles: Vec<f32> = volume.sweeps.iter().map(Sweep::elevation_deg).collect();
    let has_echoes = |sweep: &Sweep| sweep.has(Moment::Reflectivity);
    let with = volume.sweeps.iter().zip(&angles).filter(|(sweep, _)| has_echoes(sweep));
    let Some(lowest) = with.map(|(_, angle)| *angle).min_by(f32::total_cmp) else { return Vec::new() };
    let is_low = |index: usize| angles[index] < lowest + SAME_TILT_DEG;
    let mut looks: Vec<Look> = Vec::new();
    for (index, sweep) in volume.sweeps.iter().enumerate().filter(|(index, _)| is_low(*index)) {
        let Some(began) = sweep.radials.iter().map(|radial| radial.time).min() else { continue };
        match looks.last_mut() {
            Some(look) if continues(volume, look, index) => look.sweeps.push(index),
            _ if has_echoes(sweep) => {
                looks.push(Look { sweeps: vec![index], began, until: 0, over: false });
            }
            _ => {}
        }
    }
    let count = volume.sweeps.len();
    for place in 0..looks.len() {
        let next = looks.get(place + 1).and_then(|next| next.sweeps.first().copied());
        let look = &mut looks[place];
        look.until = next.unwrap_or(count);
        look.over = ended || look.sweeps.last().is_some_and(|last| last + 1 < count);
    }
    looks
}

/// Whether a low sweep is the second half of a look: it comes right after, and measures what the first did not.
fn continues(volume: &Volume, look: &Look, index: usize) -> bool {
    let is_next = look.sweeps.last().is_some_and(|last| last + 1 == index);
    let had_velocity = look.sweeps.iter().any(|sweep| volume.sweeps[*sweep].has(Moment::Velocity));
    is_next && !had_velocity && volume.sweeps[index].has(Moment::Velocity)
}

impl Look {
    /// The sweep of the look that has a moment, the one that reaches farthest.
    pub(crate) fn sweep(&self, volume: &Volume, moment: Moment) -> Option<usize> {
        let with = self.sweeps.iter().copied().filter(|index| volume.sweeps[*index].has(moment));
        // Whole metres tell them apart.
        with.max_by_key(|index| volume.sweeps[*index].last_gate_m(moment) as i64)
    }

    /// What the volume had measured when the look was over: its sweeps up to the next look.
    pub(crate) fn so_far(&self, volume: &Volume) -> Volume {
        let sweeps = volume.sweeps.iter().take(self.until).cloned().collect();
        Volume { sweeps, ..volume.clone() }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test fails by panicking")]
    use super::*;
    use radar::{Place, synth::Scene};

    /// A volume of made sweeps at these angles, some without velocity.
    fn volume(angles: &[(f32, bool)]) -> Volume {
        let mut scene =
            Scene::new("KMAX", Place::of_registry("KMAX").unwrap(), "2021-03-01T18:00:00Z".parse().unwrap());
        (scene.radials, scene.gates) = (360, 20);
        scene.elevations = angles.iter().map(|(angle, _)| *angle).collect();
        let mut volume = scene.volume(scene.passes);
        for (sweep, (_, has_velocity)) in volume.sweeps.iter_mut().zip(angles) {
            for radial in &mut sweep.radials {
                let mut changed = (**radial).clone();
                changed.gates.retain(|gates| *has_velocity || gates.moment != Moment::Velocity);
                *radial = changed.into();
            }
        }
        volume
    }

    #[test]
    fn a_split_cut_is_one_look_and_a_rescan_another() {
        let volume =
            volume(&[(0.5, false), (0.5, true), (1.5, true), (0.5, false), (0.5, true), (2.4, true)]);
        let looks = looks(&volume, true);
        assert_eq!(
            looks.iter().map(|look| look.sweeps.clone()).collect::<Vec<_>>(),
            [vec![0, 1], vec![3, 4]]
        );
        assert_eq!(
            looks.iter().map(|look| (look.until, look.over)).collect::<Vec<_>>(),
            [(3, true), (6, true)]
        );
        assert_eq!(looks[1].sweep(&volume, Moment::Velocity), Some(4));
    }

    #[test]
    fn whole_sweeps_one_after_the_other_are_looks_of_their_own() {
        let volume = volume(&[(0.5, true), (0.5, true), (0.5, true)]);
        let looks = looks(&volume, false);
        assert_eq!(looks.len(), 3);
        assert_eq!(looks.iter().map(|look| look.over).collect::<Vec<_>>(), [true, true, false]);
    }

    #[test]
    fn the_lowest_tilt_may_be_below_the_horizon() {
        let volume = volume(&[(-0.2, false), (-0.2, true), (0.5, true)]);
        assert_eq!(looks(&volume, true)[0].sweeps, [0, 1]);
        assert_eq!(looks(&Volume::default(), true), []);
    }
}

//! What is out of its range is told, and not put right in silence.

use super::tests;

const LEAST: &str = "\
[station]
name = \"Coast Courier\"
timezone = \"America/Los_Angeles\"
[[section]]
slug = \"local\"
name = \"Local\"
";

fn told(settings: &str) -> String {
    tests::told(&format!("{LEAST}{settings}\n"))
}

#[test]
fn what_is_out_of_its_range_is_told() {
    for (settings, words) in [
        ("[radars]\nframes = 501", "station.toml:8:10: A loop of 501 frames is too long. Write 500 at most."),
        ("[radars]\nzoom_min = 3", "The zooms are 3 to 9. Write zooms from 4 to 11."),
        ("[radars]\nzoom_max = 12", "The zooms are 5 to 12. Write zooms from 4 to 11."),
        ("[alerts]\npatience_minutes = 0", "station.toml:8:20: `patience_minutes` is 0"),
        ("[air]\ndistance_km = 0.5", "`distance_km` is 0.5. Write kilometres between 1 and 500."),
        ("[air]\nmax_age_minutes = 59", "`max_age_minutes` is 59. Write minutes between 60 and 1440."),
    ] {
        assert!(told(settings).contains(words), "{settings}: {}", told(settings));
    }
    for settings in [
        "[radars]\nframes = 500\nzoom_min = 4\nzoom_max = 11",
        "[alerts]\npatience_minutes = 1",
        "[air]\ndistance_km = 500\nmax_age_minutes = 1440",
    ] {
        assert_eq!(told(settings), "in order", "{settings}");
    }
}

//! Any bytes as the weather service's answers: points, stations, observations, forecasts, grids, within the limits.
#![no_main]

use feeds::nws::{self, MAX_ITEMS};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    if let Ok(point) = nws::point(bytes) {
        assert!(point.grid.len() <= 24, "{}", point.grid);
    }
    if let Ok(stations) = nws::stations(bytes) {
        assert!(stations.list.len() <= MAX_ITEMS);
        assert!(stations.list.iter().all(|station| !station.id.is_empty() && station.id.len() <= 8));
    }
    if let Ok(observations) = nws::observations(bytes) {
        assert!(observations.list.len() <= MAX_ITEMS);
        let figures = observations.list.iter().filter_map(|seen| seen.temperature_c);
        assert!(figures.into_iter().all(f64::is_finite));
    }
    if let Ok(forecast) = nws::forecast(bytes) {
        assert!(forecast.periods.len() <= MAX_ITEMS);
    }
    if let Ok(grid) = nws::grid(bytes) {
        assert!(grid.temperature_c.len() <= MAX_ITEMS);
    }
});

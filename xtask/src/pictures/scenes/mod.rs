//! The list of pictures, grouped by subject.

mod ballot;
mod bridge;
mod bus;
mod city_hall;
mod clinic;
mod coast;
mod courthouse;
mod farms;
mod field;
mod fire;
mod gym;
mod lakes;
mod market;
mod mill;
mod mountains;
mod power;
mod rivers;
mod savanna;
mod stage;
mod street;
mod winter;

use super::canvas::Canvas;

/// One picture: its file name without ending and how it is painted.
pub(crate) struct Scene {
    pub(crate) name: &'static str,
    pub(crate) paint: fn(&mut Canvas),
}

const fn scene(name: &'static str, paint: fn(&mut Canvas)) -> Scene {
    Scene { name, paint }
}

/// Every picture, in the order they are painted.
pub(crate) const ALL: &[Scene] = &[
    scene("rogue-river-morning", rivers::rogue_river_morning),
    scene("ridge-smoke", fire::ridge_smoke),
    scene("burn-scar-spring", fire::burn_scar_spring),
    scene("city-hall-dusk", city_hall::city_hall_dusk),
    scene("main-street-night", street::main_street_night),
    scene("pear-orchard-bloom", farms::pear_orchard_bloom),
    scene("vineyard-rows", farms::vineyard_rows),
    scene("crater-lake-snow", mountains::crater_lake_snow),
    scene("ski-lift", winter::ski_lift),
    scene("basketball-court", gym::basketball_court),
    scene("football-field-lights", field::football_field_lights),
    scene("track-sunrise", field::track_sunrise),
    scene("lumber-mill", mill::lumber_mill),
    scene("highway-pass-snow", winter::highway_pass_snow),
    scene("bridge-fog", bridge::bridge_fog),
    scene("coast-sunset", coast::coast_sunset),
    scene("klamath-lake-birds", lakes::klamath_lake_birds),
    scene("reservoir-low", lakes::reservoir_low),
    scene("vaccine-clinic", clinic::vaccine_clinic),
    scene("school-bus", bus::school_bus),
    scene("farmers-market", market::farmers_market),
    scene("theater-stage", stage::theater_stage),
    scene("valley-sunrise", mountains::valley_sunrise),
    scene("lookout-tower-stars", mountains::lookout_tower_stars),
    scene("courthouse", courthouse::courthouse),
    scene("power-lines-ridge", power::power_lines_ridge),
    scene("oak-savanna-trail", savanna::oak_savanna_trail),
    scene("ballot-box", ballot::ballot_box),
];

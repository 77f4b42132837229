//! The gates of the air: which figures make the air of a town, and whether readers may see it. What fails is refused with
//! words for the desk, and readers keep the last good figures with their age.

use super::{Air, Category, Figure, MOST_INDEX, Rules};
use crate::{reading::Refused, town::Town};
use jiff::{SignedDuration, Timestamp};

/// How far a source's clock may be ahead.
const CLOCK_SKEW: SignedDuration = SignedDuration::from_mins(5);
/// A figure that is so much older than the newest beside it does not speak of the same air.
const APART: SignedDuration = SignedDuration::from_hours(2);

/// The air of a town, of the figures that were told; and what was left out, in words. `None` when nothing is left.
///
/// Of a pollutant that several areas tell of lately, the nearest counts, then the newest. A category that contradicts its index is
/// put right.
pub fn together(figures: Vec<Figure>, town: &Town, rules: &Rules) -> (Option<Air>, Vec<String>) {
    let mut notes = Vec::new();
    let km = |figure: &Figure| figure.position.map_or(0.0, |position| town.at.km_to(position));
    let mut near: Vec<Figure> = Vec::new();
    for mut figure in figures {
        let name = figure.pollutant.as_str();
        if figure.index.is_some_and(|index| index > MOST_INDEX) {
            notes.push(format!("{name}: {} is no index.", figure.index.unwrap_or_default()));
            continue;
        }
        if km(&figure) > rules.distance_km {
            notes.push(format!("{name}: {} is {:.0} km away.", figure.area, km(&figure)));
            continue;
        }
        if let Some(category) = figure.index.map(Category::of).filter(|right| *right != figure.category) {
            notes.push(format!(
                "{name}: {} was told as {}.",
                figure.index.unwrap_or_default(),
                figure.category.name()
            ));
            figure.category = category;
        }
        near.push(figure);
    }
    let Some(at) = near.iter().map(|figure| figure.at).max() else { return (None, notes) };
    near.retain(|figure| {
        let is_old = at.duration_since(figure.at) > APART;
        if is_old {
            notes.push(format!("{}: of {}, others of {at}.", figure.pollutant.as_str(), figure.at));
        }
        !is_old
    });
    // Only now, of what is of this hour: an old figure nearby must not take the place of a new one further away.
    near.sort_by(|a, b| (a.pollutant.cmp(&b.pollutant)).then(km(a).total_cmp(&km(b))).then(b.at.cmp(&a.at)));
    near.dedup_by_key(|figure| figure.pollutant);
    (ordered(near, at), notes)
}

/// New figures with those of what is shown that they leave out and that are of nearly the same hour: air is not good because
/// the monitor of the smoke is late.
pub fn carried(new: Air, shown: Option<&Air>) -> Air {
    let is_told = |figure: &&Figure| new.figures().any(|told| told.pollutant == figure.pollutant);
    let is_near =
        |figure: &&Figure| (SignedDuration::ZERO..=APART).contains(&new.at.duration_since(figure.at));
    let kept: Vec<Figure> = shown
        .into_iter()
        .flat_map(Air::figures)
        .filter(|figure| !is_told(figure) && is_near(figure))
        .cloned()
        .collect();
    let all = new.figures().cloned().chain(kept).collect();
    ordered(all, new.at).unwrap_or(new)
}

/// The worst leads.
fn ordered(mut figures: Vec<Figure>, at: Timestamp) -> Option<Air> {
    figures.sort_by_key(|figure| std::cmp::Reverse((figure.category, figure.index)));
    let mut figures = figures.into_iter();
    Some(Air { at, worst: figures.next()?, others: figures.collect() })
}

/// Whether readers may see the air of a town, given what they see.
///
/// # Errors
/// Why not.
pub fn accept(new: &Air, shown: Option<&Air>, now: Timestamp) -> Result<(), Refused> {
    if new.at.duration_since(now) > CLOCK_SKEW {
        return Err(Refused::Failed(format!(
            "The air is told of the hour of {}, which has not come yet.",
            new.at
        )));
    }
    match shown {
        Some(shown) if shown == new || new.at < shown.at => Err(Refused::NotNewer),
        _ => Ok(()),
    }
}

#[cfg(test)]
#[path = "gate_tests.rs"]
mod tests;

//! How much of the front stands beside its rail, so that neither ends in an empty field. A style sheet cannot know how tall
//! words are before they are set; here is a guess, in pixels of a desktop page. Where it is wrong, some paper stays white.

use crate::{front::FrontPage, module::ModuleView};

/// A section's block that runs across, with the room above it.
const BLOCK: usize = 520;
/// No more blocks than this stand beside the rail.
const MOST: usize = 3;

/// How many of the first blocks stand beside the rail.
pub(super) fn beside(page: &FrontPage) -> usize {
    let rail: usize = page.modules.iter().map(module).sum();
    // One that is nearly filled is better than none: a rail may be a little shorter than what stands beside it.
    let spare = (rail + BLOCK / 3).saturating_sub(main(page));
    (spare / BLOCK).min(MOST).min(page.blocks.len())
}

/// What stands left of the rail already: the top stories, opinion, the briefs in three columns.
fn main(page: &FrontPage) -> usize {
    let pictured = |is_pictured: bool, height| if is_pictured { height } else { 0 };
    let lead = page.lead.as_ref().map_or(0, |lead| 330 + pictured(lead.picture.is_some(), 380));
    let under = if page.under_lead.is_empty() { 0 } else { 320 };
    let feature = page.second.first().map_or(0, |card| 50 + pictured(card.picture.is_some(), 210));
    let second = feature + 190 * page.second.len();
    let opinion = if page.opinion.is_some() { 260 } else { 0 };
    // With one module or none they stand in the rail.
    let briefs = if page.modules.len() > 1 { 60 + 105 * page.briefs.len().div_ceil(3) } else { 0 };
    (lead + under).max(second) + opinion + briefs
}

/// A module, by what is in it.
fn module(module: &ModuleView) -> usize {
    let note = if module.note.is_some() { 120 } else { 0 };
    let headline = if module.headline.is_some() { 200 } else { 0 };
    let towns = module.weather.as_ref().map_or(0, |weather| match weather.cards.len() {
        1 => 330,
        cards => 300 + 135 * cards,
    });
    let radar = if module.radar.is_some() { 570 } else { 0 };
    let table = module.table.as_ref().map_or(0, |table| 270 + 27 * table.rows.len());
    let alerts = module
        .alerts
        .as_ref()
        .map_or(0, |board| 60 + 130 * (board.alerts.len() + board.notices.len() + board.coming.len()));
    90 + note + headline + towns + radar + table + alerts
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{card::Card, front::Block, module::WeatherTeaser, weather::TownCard};

    fn page(towns: usize, blocks: usize) -> FrontPage {
        let cards = vec![TownCard::default(); towns];
        let weather = WeatherTeaser { cards, ..WeatherTeaser::default() };
        let module = ModuleView { weather: Some(weather), ..ModuleView::default() };
        FrontPage {
            lead: Some(Card::default()),
            modules: vec![ModuleView::default(), module],
            blocks: vec![Block::default(); blocks],
            ..FrontPage::default()
        }
    }

    #[test]
    fn the_longer_the_rail_the_more_stands_beside_it() {
        let beside = |towns, blocks| super::beside(&page(towns, blocks));
        assert_eq!(beside(1, 4), 0);
        assert_eq!(beside(5, 4), 1);
        assert_eq!(beside(40, 4), MOST);
        assert_eq!(beside(40, 2), 2, "no more than there are");
    }
}

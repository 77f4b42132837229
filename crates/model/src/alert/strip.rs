//! What stands on the strip above every page, which has room for one.

use super::{Kept, Level, Rules, worst};
use crate::notice::{Evacuation, Kind, Notice, in_order};
use jiff::Timestamp;

/// The one that is shown.
#[derive(Clone, Copy, Debug)]
pub enum First<'k> {
    /// A notice of the newsroom.
    Notice(&'k Notice),
    /// An alert of an authority.
    Alert(&'k Kept),
}

/// The strip at a moment: the one that is shown, and how many more would be. None on a quiet day.
///
/// Who has to leave comes first, then urgent alerts, then who has to be ready to leave, then other alerts.
pub fn strip<'k>(
    notices: &'k [Notice],
    alerts: &'k [Kept],
    rules: &Rules,
    now: Timestamp,
) -> Option<(First<'k>, usize)> {
    let holding: Vec<&Notice> = notices.iter().filter(|notice| notice.is_on_strip(now)).collect();
    let alert = worst(rules, alerts, now);
    let count = holding.len() + alert.map_or(0, |(_, more)| more + 1);
    let is_urgent = alert.is_some_and(|(kept, _)| rules.level(&kept.alert) == Level::Urgent);
    let is_go = |notice: &Notice| notice.draft.kind == Kind::Evacuation(Evacuation::Go);
    let gravest = in_order(holding, now).into_iter().next();
    let notice = gravest.filter(|notice| is_go(notice) || !is_urgent).map(First::Notice);
    let first = notice.or(alert.map(|(kept, _)| First::Alert(kept)))?;
    Some((first, count - 1))
}

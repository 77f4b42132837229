//! What warns a town, in a line of its card: what makes the strip above every page, as far as it is for this town.

use super::{Now, words};
use crate::{
    compose::{Context, weather::figures::clock},
    module::CardWarning,
};
use model::{
    alert::{Kept, Level, Phase},
    notice::{Notice, in_order},
    slug::Slug,
    url::{AlertUrl, Url},
};

/// Who has to leave, and then the alerts, the gravest first.
pub fn on_card(now: &Now, town: &Slug, context: &Context<'_>) -> Vec<CardWarning> {
    let rules = &context.station.alerts.rules;
    let holds = |notice: &&Notice| notice.is_on_strip(now.now) && notice.draft.is_for(town);
    let notices = in_order(now.notices.iter().filter(holds).cloned().collect(), now.now);
    let is_wanted = rules.towns.get(town) != Some(&Level::Never);
    let here = |kept: &&Kept| is_wanted && rules.makes_strip(kept) && kept.reach.towns.contains(town);
    let alerts = rules.shown(&now.alerts, now.now).into_iter().filter(here);
    let of_notices = notices.iter().map(|notice| of_notice(notice, now, context));
    of_notices.chain(alerts.map(|kept| of_alert(kept, now, context))).collect()
}

fn of_notice(notice: &Notice, now: &Now, context: &Context<'_>) -> CardWarning {
    let draft = &notice.draft;
    let end = clock(draft.ends_at, now.now, context);
    CardWarning {
        words: format!("{}, {}, until {end}", draft.kind.label(), draft.place),
        url: Url::Alerts(AlertUrl::Notice(notice.id)).to_string(),
        lite: format!("{}#notice-{}", Url::Alerts(AlertUrl::Lite), notice.id),
    }
}

fn of_alert(kept: &Kept, now: &Now, context: &Context<'_>) -> CardWarning {
    let until = match words::end(kept) {
        Some(end) => format!("until {}", clock(end, now.now, context)),
        None => "until further notice".to_owned(),
    };
    let when = match kept.phase(now.now) {
        Phase::Ahead(begins) => format!("from {} {until}", clock(begins, now.now, context)),
        Phase::Now | Phase::Over => until,
    };
    CardWarning {
        words: format!("{} {when}", kept.alert.event),
        url: Url::Alerts(AlertUrl::One(kept.id)).to_string(),
        lite: Url::Alerts(AlertUrl::LiteOne(kept.id)).to_string(),
    }
}

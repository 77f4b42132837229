//! The strip above every page: one line for the worst that holds in the coverage area, or that nobody could be asked.

use super::{Now, text::sentences, words};
use crate::{chrome::AlertStrip, compose::Context};
use model::{
    alert::{Kept, Phase, strip::First},
    notice::Notice,
    url::{AlertUrl, Url},
};

/// The strip; none on a quiet day. Without anything to show, it says when warnings could not be checked.
pub fn strip(now: &Now, context: &Context<'_>) -> Option<AlertStrip> {
    let first = model::alert::strip::strip(&now.notices, &now.alerts, &context.station.alerts.rules, now.now);
    let strip = first.map(|(first, more)| {
        let strip = match first {
            First::Notice(notice) => of_notice(notice, context),
            First::Alert(kept) => of_alert(kept, now, context),
        };
        AlertStrip { more: counted(more), ..strip }
    });
    let trouble = words::trouble(now, context);
    match strip {
        Some(strip) => Some(AlertStrip { trouble, ..strip }),
        None if trouble.is_empty() => None,
        None => Some(AlertStrip {
            kind: "quiet".to_owned(),
            title: "Warnings could not be checked".to_owned(),
            words: trouble,
            url: Url::Alerts(AlertUrl::All).to_string(),
            ..AlertStrip::default()
        }),
    }
}

fn counted(count: usize) -> String {
    match count {
        0 => String::new(),
        1 => "1 more alert".to_owned(),
        many => format!("{many} more alerts"),
    }
}

fn of_alert(kept: &Kept, now: &Now, context: &Context<'_>) -> AlertStrip {
    let when = match kept.phase(now.now) {
        Phase::Ahead(begins) => {
            format!("from {} {}", context.moment(begins).words, words::until(kept, context))
        }
        Phase::Now | Phase::Over => words::until(kept, context),
    };
    AlertStrip {
        kind: "alert".to_owned(),
        title: kept.alert.event.clone(),
        words: format!("for {}, {when}.", words::place(kept, context)),
        url: Url::Alerts(AlertUrl::One(kept.id)).to_string(),
        lite: Url::Alerts(AlertUrl::LiteOne(kept.id)).to_string(),
        issued: Some(context.moment(kept.alert.sent)),
        ..AlertStrip::default()
    }
}

fn of_notice(notice: &Notice, context: &Context<'_>) -> AlertStrip {
    let draft = &notice.draft;
    AlertStrip {
        kind: "alert".to_owned(),
        title: draft.kind.label().to_owned(),
        words: sentences(&[
            &format!("{}: {}", words::notice_place(draft, context), draft.title),
            draft.kind.meaning(),
            &format!("Says {}", draft.source),
        ]),
        url: Url::Alerts(AlertUrl::Notice(notice.id)).to_string(),
        lite: format!("{}#notice-{}", Url::Alerts(AlertUrl::Lite), notice.id),
        issued: Some(context.moment(notice.changed_at)),
        ..AlertStrip::default()
    }
}

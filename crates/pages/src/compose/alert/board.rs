//! Everything that holds now: the page, the lite page, the module, the frame for other sites.

use super::{Now, notice, words};
use crate::{
    alert::{AlertBoard, AlertCard, AlertsPage, LiteAlerts, NoticeCard},
    chrome::{FeedLink, Head, Link},
    compose::{
        Context,
        weather::air::{self, Known},
    },
    module::{ModuleView, State},
    table::embed::EmbedPage,
};
use model::{
    alert::{Kept, Phase},
    notice::{Notice, in_order},
    slug::Slug,
    url::{AlertUrl, Url},
};

/// Alerts on the module; the page has all.
const ON_MODULE: usize = 5;

/// The page.
pub fn page(now: &Now, ended: &[Kept], air: &[Known<'_>], context: &Context<'_>) -> AlertsPage {
    let link = |label: &str, url| Link::new(label, Url::Alerts(url).to_string());
    let over = |kept: &Kept| {
        let words = format!("{}, over since {}", kept.alert.event, context.moment(kept.over_at).words);
        Link::new(words, Url::Alerts(AlertUrl::One(kept.id)).to_string())
    };
    AlertsPage {
        head: head(context),
        board: AlertBoard {
            asked: now.asked.map(|at| context.moment(at)),
            ..board(now, usize::MAX, false, context)
        },
        air: air::board(air, false, context),
        ended: ended.iter().map(over).collect(),
        downloads: vec![link("Atom feed", AlertUrl::Atom), link("GeoJSON", AlertUrl::Api)],
    }
}

/// The lite page.
pub fn lite(now: &Now, air: &[Known<'_>], context: &Context<'_>) -> LiteAlerts {
    let board = board(now, usize::MAX, true, context);
    LiteAlerts {
        head: Head { noindex: true, ..head(context) },
        board: AlertBoard { asked: now.asked.map(|at| context.moment(at)), ..board },
        air: air::board(air, true, context),
        full: Url::Alerts(AlertUrl::All).to_string(),
    }
}

/// What warns one town: nothing when nothing does, for the page has other things to tell.
pub fn of_town(now: &Now, town: &Slug, is_lite: bool, context: &Context<'_>) -> AlertBoard {
    let here = |kept: &&Kept| kept.reach.towns.contains(town);
    let alerts = now.alerts.iter().filter(here).cloned().collect();
    let notices = now.notices.iter().filter(|notice| notice.draft.is_for(town)).cloned().collect();
    let now = Now { alerts, notices, ..now.clone() };
    let mut board =
        AlertBoard { empty: String::new(), source: None, ..board(&now, usize::MAX, is_lite, context) };
    let policy = &context.station.alerts;
    // Without a word, a town that nobody warns would look as calm as one that nothing threatens.
    if policy.sources == 0 {
        board.trouble = format!("This station does not carry the alerts of the {}.", policy.credit);
    }
    board
}

/// The heading of the module of closings.
pub(super) const CLOSINGS: &str = "Closings and delays";

/// The module of schools and roads that are closed or late. It is for the morning, and stands apart from what warns.
pub fn closings(now: &Now, context: &Context<'_>) -> ModuleView {
    let notices = now.notices.iter().filter(|notice| notice.draft.kind.is_closing()).cloned().collect();
    let only = Now { notices, alerts: Vec::new(), silence: None, ..now.clone() };
    let mut board =
        AlertBoard { source: None, trouble: String::new(), ..board(&only, ON_MODULE, false, context) };
    if board.notices.is_empty() && board.coming.is_empty() {
        board.empty = "Our newsroom knows of no closed or late schools and of no closed roads.".to_owned();
    }
    ModuleView {
        id: "closings-all".to_owned(),
        title: CLOSINGS.to_owned(),
        url: Some(Url::Alerts(AlertUrl::All).to_string()),
        state: State::Fresh,
        note: Some(said(&board)),
        alerts: Some(board),
        ..ModuleView::default()
    }
}

/// The module of the front and of stories. Closed schools and roads have one of their own.
pub fn module(now: &Now, context: &Context<'_>) -> ModuleView {
    let notices = now.notices.iter().filter(|notice| !notice.draft.kind.is_closing()).cloned().collect();
    let board = board(&Now { notices, ..now.clone() }, ON_MODULE, false, context);
    ModuleView {
        id: "alerts-all".to_owned(),
        title: "Alerts".to_owned(),
        url: Some(Url::Alerts(AlertUrl::All).to_string()),
        state: if board.trouble.is_empty() { State::Fresh } else { State::Stale },
        note: Some(said(&board)),
        alerts: Some(board),
        ..ModuleView::default()
    }
}

/// The frame on other sites.
pub fn embed(now: &Now, context: &Context<'_>) -> EmbedPage {
    let url = context.absolute(&Url::Alerts(AlertUrl::All));
    EmbedPage {
        head: Head { title: "Alerts".to_owned(), ..head(context) },
        module: module(now, context),
        url,
    }
}

/// The module in a sentence, for the lite front.
fn said(board: &AlertBoard) -> String {
    let line = |notice: &NoticeCard| format!("{}, {}.", notice.label, notice.place);
    let (notices, coming) = (board.notices.iter().map(line), board.coming.iter().map(line));
    let alerts = board.alerts.iter().map(|alert| {
        let place = if alert.towns.is_empty() { &alert.area } else { &alert.towns };
        format!("{} for {place}.", alert.title)
    });
    let all: Vec<String> =
        notices.chain(alerts).chain(coming).chain([board.empty.clone(), board.trouble.clone()]).collect();
    all.into_iter().filter(|words| !words.is_empty()).collect::<Vec<_>>().join(" ")
}

fn head(context: &Context<'_>) -> Head {
    let feed = FeedLink {
        media_type: "application/atom+xml".to_owned(),
        title: format!("{}: alerts", context.station.name),
        url: Url::Alerts(AlertUrl::Atom).to_string(),
    };
    Head {
        title: "Alerts".to_owned(),
        description: format!(
            "Warnings, evacuations, closed roads and schools around {}.",
            context.station.city
        ),
        canonical: Some(context.absolute(&Url::Alerts(AlertUrl::All))),
        current: Some(Url::Alerts(AlertUrl::All).to_string()),
        feeds: vec![feed],
        lite: Some(Url::Alerts(AlertUrl::Lite).to_string()),
        ..Head::default()
    }
}

fn board(now: &Now, most: usize, is_lite: bool, context: &Context<'_>) -> AlertBoard {
    let policy = &context.station.alerts;
    let shown = policy.rules.shown(&now.alerts, now.now);
    let notices: Vec<Notice> =
        in_order(now.notices.iter().filter(|one| !one.is_over(now.now)).cloned().collect(), now.now);
    let is_empty = shown.is_empty() && notices.is_empty();
    let empty = match (is_empty, policy.sources, now.silence) {
        (false, ..) => "",
        (true, 0, _) => {
            "This station does not carry alerts of an authority. There are no notices of its own."
        }
        (true, _, Some(_)) => "No alert is known. That may be because nobody could be asked.",
        (true, _, None) => "No alerts and no notices are in effect for the area that this station covers.",
    };
    let (coming, holding): (Vec<&Notice>, Vec<&Notice>) =
        notices.iter().partition(|notice| notice.is_coming(now.now));
    let cards = |notices: Vec<&Notice>| {
        notices.into_iter().map(|notice| notice::card(notice, now.now, context)).collect()
    };
    AlertBoard {
        more: shown.len().saturating_sub(most),
        alerts: shown.iter().take(most).map(|kept| card(kept, now, is_lite, context)).collect(),
        notices: cards(holding),
        coming: cards(coming),
        trouble: if policy.sources == 0 { String::new() } else { words::trouble(now, context) },
        empty: empty.to_owned(),
        source: (policy.sources > 0)
            .then(|| Link::new(policy.credit.clone(), policy.credit_url.clone().unwrap_or_default())),
        asked: None,
    }
}

fn card(kept: &Kept, now: &Now, is_lite: bool, context: &Context<'_>) -> AlertCard {
    let alert = &kept.alert;
    let url = if is_lite { AlertUrl::LiteOne(kept.id) } else { AlertUrl::One(kept.id) };
    let begins = match kept.phase(now.now) {
        Phase::Ahead(begins) => Some(context.moment(begins)),
        Phase::Now | Phase::Over => None,
    };
    AlertCard {
        url: Url::Alerts(url).to_string(),
        title: alert.event.clone(),
        level: context.station.alerts.rules.level(alert).as_str().to_owned(),
        phase: if begins.is_some() { "Begins" } else { "In effect" }.to_owned(),
        begins,
        ends: words::end(kept).map(|end| context.moment(end)),
        towns: words::towns(&kept.reach, context),
        area: alert.area.clone(),
        sender: alert.sender_name.clone(),
        issued: context.moment(alert.sent),
        note: words::overdue(kept, now.now, context),
    }
}

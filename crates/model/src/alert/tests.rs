//! What an alert is at a moment, which message takes the place of which, whom it concerns, and which one is the worst.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]
use super::{
    chain::{are_related, danger_name, ties},
    *,
};
use jiff::tz::TimeZone;
use proptest::prelude::*;
use std::collections::BTreeSet;

fn at(text: &str) -> Timestamp {
    text.parse().unwrap()
}

fn alert(identifier: &str, sent: &str) -> Alert {
    Alert {
        identifier: identifier.to_owned(),
        sender: "office".to_owned(),
        sent: at(sent),
        status: Status::Actual,
        message_type: MessageType::Alert,
        event: "Red Flag Warning".to_owned(),
        severity: Severity::Severe,
        ..Alert::default()
    }
}

fn kept(id: i64, alert: Alert) -> Kept {
    let (received_at, over_at) = (alert.sent, alert.own_end());
    let reach = Reach { covered: true, ..Reach::default() };
    Kept { id, chain: 1, received_at, over_at, reach, alert }
}

fn settled(mut family: Vec<Kept>) -> Vec<Kept> {
    let over = settle(&family);
    for (kept, over) in family.iter_mut().zip(over) {
        kept.over_at = over;
    }
    family
}

fn zone(code: &str, kind: ZoneKind) -> Zone {
    Zone { code: code.to_owned(), kind }
}

fn event(action: &str, name: &str) -> Event {
    Event {
        class: 'O',
        action: action.to_owned(),
        name: name.to_owned(),
        ends: Some(at("2021-03-05T04:00:00Z")),
    }
}

#[test]
fn the_end_of_the_danger_wins_over_the_expiry_of_the_message() {
    let mut one = alert("a", "2021-03-04T10:00:00Z");
    assert_eq!(one.own_end(), at("2021-03-05T10:00:00Z"), "a day where nothing is said");
    one.expires = Some(at("2021-03-04T16:00:00Z"));
    assert_eq!(one.own_end(), at("2021-03-04T16:00:00Z"));
    one.ends = Some(at("2021-03-05T04:00:00Z"));
    assert_eq!(one.own_end(), at("2021-03-05T04:00:00Z"));
    let one = kept(1, one);
    assert!(
        one.is_overdue(at("2021-03-04T17:00:00Z")) && one.phase(at("2021-03-04T17:00:00Z")) == Phase::Now
    );
    let mut further = alert("b", "2021-03-04T10:00:00Z");
    further.expires = Some(at("2021-03-04T16:00:00Z"));
    further.events = vec![Event { ends: None, ..event("CON", "KMFR.FL.W.0001") }];
    assert_eq!(further.own_end(), at("2021-03-04T22:00:00Z"), "until further notice: updates come late");
}

#[test]
fn what_is_not_meant_is_never_shown() {
    let end = Some(at("2099-01-01T00:00:00Z"));
    let mut not_meant = Vec::new();
    for status in [Status::Test, Status::Exercise, Status::System, Status::Draft] {
        not_meant.push(Alert { status, ends: end, ..alert("a", "2021-03-04T10:00:00Z") });
    }
    for message_type in [MessageType::Cancel, MessageType::Ack, MessageType::Error] {
        not_meant.push(Alert { message_type, ends: end, ..alert("a", "2021-03-04T10:00:00Z") });
    }
    for event in ["Test", "Test Message", "Required Weekly Test", "Practice/Demo Warning"] {
        not_meant.push(Alert { event: event.to_owned(), ends: end, ..alert("a", "2021-03-04T10:00:00Z") });
    }
    not_meant.push(Alert {
        events: vec![event("CAN", "KMFR.FW.W.0021")],
        ends: end,
        ..alert("a", "2021-03-04T10:00:00Z")
    });
    not_meant.push(Alert {
        events: vec![Event { class: 'T', ..event("NEW", "KMFR.FW.W.0021") }],
        ends: end,
        ..alert("a", "2021-03-04T10:00:00Z")
    });
    let all_clear =
        Alert { response: "AllClear".to_owned(), ends: end, ..alert("a", "2021-03-04T10:00:00Z") };
    not_meant.push(all_clear);
    let past = Alert {
        message_type: MessageType::Update,
        urgency: Urgency::Past,
        ..alert("a", "2021-03-04T10:00:00Z")
    };
    not_meant.push(Alert { ends: end, ..past });
    for alert in not_meant {
        let one = kept(1, alert);
        assert_eq!(one.phase(at("2021-03-04T10:00:00Z")), Phase::Over, "{:?}", one.alert);
    }
}

#[test]
fn a_later_message_takes_the_place_of_an_earlier_in_whatever_order_they_come() {
    let ends = Some(at("2021-03-05T04:00:00Z"));
    let first = Alert { ends, ..alert("a", "2021-03-04T10:00:00Z") };
    let update = Alert {
        ends,
        references: vec!["a".into()],
        message_type: MessageType::Update,
        ..alert("b", "2021-03-04T12:00:00Z")
    };
    let cancel = Alert {
        references: vec!["b".into(), "a".into()],
        message_type: MessageType::Cancel,
        ..alert("c", "2021-03-04T14:00:00Z")
    };
    for order in [[0, 1, 2], [2, 1, 0], [1, 2, 0]] {
        let all = [first.clone(), update.clone(), cancel.clone()];
        let family = settled(order.iter().map(|place| kept(*place as i64, all[*place].clone())).collect());
        let over = |identifier: &str| {
            family.iter().find(|kept| kept.alert.identifier == identifier).unwrap().over_at
        };
        assert_eq!(over("a"), at("2021-03-04T12:00:00Z"), "{order:?}");
        assert_eq!(over("b"), at("2021-03-04T14:00:00Z"), "{order:?}");
    }
}

#[test]
fn nobody_silences_another_and_an_exercise_silences_nothing() {
    let ends = Some(at("2021-03-05T04:00:00Z"));
    let first = Alert { ends, ..alert("a", "2021-03-04T10:00:00Z") };
    let cancel = Alert {
        references: vec!["a".into()],
        message_type: MessageType::Cancel,
        ..alert("c", "2021-03-04T14:00:00Z")
    };
    for later in [
        Alert { sender: "somebody".into(), ..cancel.clone() },
        Alert { status: Status::Exercise, ..cancel.clone() },
        Alert { message_type: MessageType::Ack, ..cancel.clone() },
        Alert { sent: at("2021-03-04T09:00:00Z"), ..cancel },
    ] {
        let family = settled(vec![kept(1, first.clone()), kept(2, later)]);
        assert_eq!(family[0].over_at, at("2021-03-05T04:00:00Z"), "{:?}", family[1].alert);
    }
}

#[test]
fn an_event_goes_on_where_no_later_message_speaks() {
    let message = |identifier: &str, sent: &str, action: &str, codes: &[&str]| Alert {
        zones: codes.iter().map(|code| zone(code, ZoneKind::Fire)).collect(),
        events: vec![event(action, "KMFR.FW.W.0021")],
        ends: Some(at("2021-03-05T04:00:00Z")),
        ..alert(identifier, sent)
    };
    let first = message("a", "2021-03-04T10:00:00Z", "NEW", &["ORZ623", "ORZ624"]);
    let for_one = message("b", "2021-03-04T12:00:00Z", "CAN", &["ORZ623"]);
    let for_other = message("c", "2021-03-04T13:00:00Z", "EXT", &["ORZ624"]);
    let family = settled(vec![kept(1, first.clone()), kept(2, for_one.clone())]);
    assert_eq!(family[0].over_at, at("2021-03-05T04:00:00Z"), "624 is still warned");
    let family = settled(vec![kept(1, first.clone()), kept(2, for_one), kept(3, for_other)]);
    assert_eq!(family[0].over_at, at("2021-03-04T13:00:00Z"));
    let next_year = message("d", "2022-03-04T13:00:00Z", "NEW", &["ORZ623", "ORZ624"]);
    assert!(!chain::are_related(&first, &next_year), "numbers begin anew each year");
}

#[test]
fn a_cancellation_of_one_county_leaves_the_next_also_when_it_names_the_message() {
    let (here, there) = (zone("KYC001", ZoneKind::County), zone("KYC087", ZoneKind::County));
    let end = Some(at("2021-03-05T04:00:00Z"));
    let warning = Alert {
        zones: vec![here.clone(), there.clone()],
        ends: end,
        events: vec![event("NEW", "KLMK.TO.W.0045")],
        ..alert("a", "2021-03-04T10:00:00Z")
    };
    let cancels = |identifier: &str, sent: &str, zones: Vec<Zone>| Alert {
        message_type: MessageType::Cancel,
        references: vec!["a".to_owned()],
        zones,
        events: vec![event("CAN", "KLMK.TO.W.0045")],
        ..alert(identifier, sent)
    };
    let one = cancels("b", "2021-03-04T10:20:00Z", vec![here.clone()]);
    let family = settled(vec![kept(1, warning.clone()), kept(2, one.clone())]);
    assert_eq!(Some(family[0].over_at), end, "the next county is still warned");
    // The rest of both ends it: an update for what goes on, or a cancellation of what is left.
    let update = Alert {
        message_type: MessageType::Update,
        references: vec!["a".to_owned()],
        zones: vec![there.clone()],
        ends: end,
        events: vec![event("CON", "KLMK.TO.W.0045")],
        ..alert("c", "2021-03-04T10:20:00Z")
    };
    let family = settled(vec![kept(1, warning.clone()), kept(2, one.clone()), kept(3, update)]);
    assert_eq!(family[0].over_at, at("2021-03-04T10:20:00Z"));
    assert_eq!(Some(family[2].over_at), end);
    let rest = cancels("d", "2021-03-04T10:40:00Z", vec![there]);
    let family = settled(vec![kept(1, warning.clone()), kept(2, one), kept(3, rest)]);
    assert_eq!(family[0].over_at, at("2021-03-04T10:40:00Z"));
    // A watch that becomes a warning in one county stays a watch in the next.
    let upgrade = Alert {
        message_type: MessageType::Update,
        events: vec![event("UPG", "KLMK.TO.W.0045")],
        ..cancels("f", "2021-03-04T10:20:00Z", vec![here.clone()])
    };
    let family = settled(vec![kept(1, warning.clone()), kept(2, upgrade)]);
    assert_eq!(Some(family[0].over_at), end);
    // One that says nothing of places cancels all.
    let family = settled(vec![kept(1, warning), kept(2, cancels("e", "2021-03-04T10:30:00Z", Vec::new()))]);
    assert_eq!(family[0].over_at, at("2021-03-04T10:30:00Z"));
}

#[test]
fn whoever_names_a_message_means_all_its_dangers() {
    let end = Some(at("2021-03-05T04:00:00Z"));
    let danger =
        |place: usize| Alert { ends: end, ..alert(&danger_name("a", place), "2021-03-04T10:00:00Z") };
    let names = |identifier: &str, message_type| Alert {
        message_type,
        ends: end,
        references: vec!["a".to_owned()],
        ..alert(identifier, "2021-03-04T11:00:00Z")
    };
    for message_type in [MessageType::Cancel, MessageType::Update] {
        let family = settled(vec![
            kept(1, danger(0)),
            kept(2, danger(1)),
            kept(3, danger(11)),
            kept(4, names("b", message_type)),
        ]);
        let over: Vec<_> = family[..3].iter().map(|kept| kept.over_at).collect();
        assert_eq!(over, [at("2021-03-04T11:00:00Z"); 3], "{message_type:?}");
        assert!(family[..3].iter().all(|kept| are_related(&kept.alert, &family[3].alert)));
        let shares = |a: &Alert, b: &Alert| ties(a).iter().any(|tie| ties(b).contains(tie));
        assert!(family[..3].iter().all(|kept| shares(&kept.alert, &family[3].alert)));
    }
    // The same message, said again with fewer dangers.
    let again = Alert { ends: end, ..alert("a", "2021-03-04T12:00:00Z") };
    let family = settled(vec![kept(1, danger(0)), kept(2, danger(1)), kept(3, again)]);
    assert_eq!(family[1].over_at, at("2021-03-04T12:00:00Z"));
    // Two dangers of one message replace each other in no way.
    let family = settled(vec![kept(1, danger(0)), kept(2, danger(1))]);
    assert!(family.iter().all(|kept| Some(kept.over_at) == end));
    // Another message's name may look like one, and a cancellation of the other ends nothing of this.
    let (other, ab) = (alert("ab", "2021-03-04T10:00:00Z"), names("b", MessageType::Cancel));
    assert_eq!(Some(settled(vec![kept(1, Alert { ends: end, ..other }), kept(2, ab)])[0].over_at), end);
}

#[test]
fn a_test_of_an_event_ends_nothing_that_is_meant() {
    let warning = Alert {
        zones: vec![zone("ORC029", ZoneKind::County)],
        ends: Some(at("2021-03-05T04:00:00Z")),
        events: vec![event("NEW", "KMFR.TO.W.0001")],
        ..alert("a", "2021-03-04T10:00:00Z")
    };
    let test = Alert {
        events: vec![Event { class: 'T', ..event("CAN", "KMFR.TO.W.0001") }],
        references: vec!["a".to_owned()],
        message_type: MessageType::Cancel,
        ..Alert { identifier: "t".to_owned(), sent: at("2021-03-04T10:30:00Z"), ..warning.clone() }
    };
    let family = settled(vec![kept(1, warning), kept(2, test)]);
    assert_eq!(family[0].over_at, at("2021-03-05T04:00:00Z"));
}

fn spot(slug: &str, forecast: &str, fire: &str, county: &str) -> Spot {
    let code = |code: &str| Some(code.to_owned());
    Spot {
        slug: Slug::parse(slug).unwrap(),
        name: slug.to_owned(),
        at: (42.0, -122.0),
        forecast: code(forecast),
        county: code(county),
        fire: code(fire),
        fips: Some(format!("41{}", &county[3..])),
    }
}

#[test]
fn a_fire_zone_is_no_forecast_zone_and_a_shape_decides() {
    let towns =
        [spot("medford", "ORZ026", "ORZ623", "ORC029"), spot("klamath-falls", "ORZ623", "ORZ624", "ORC035")];
    let coverage = Coverage::new(towns, &["CAZ284".to_owned()], &["006049".to_owned()]);
    let none = BTreeSet::new();
    let towns = |reach: Reach| reach.towns.iter().map(ToString::to_string).collect::<Vec<_>>();
    let of =
        |zones: Vec<Zone>| Alert { zones, same: vec!["041035".into()], ..alert("a", "2021-03-04T10:00:00Z") };
    assert_eq!(towns(coverage.reach(&of(vec![zone("ORZ623", ZoneKind::Fire)]), &none)), ["medford"]);
    assert_eq!(
        towns(coverage.reach(&of(vec![zone("ORZ623", ZoneKind::Forecast)]), &none)),
        ["klamath-falls"]
    );
    assert_eq!(
        towns(coverage.reach(&of(Vec::new()), &none)),
        ["klamath-falls"],
        "by county where there is no zone"
    );
    assert!(coverage.reach(&of(vec![zone("CAZ284", ZoneKind::Fire)]), &none).covered);
    assert_eq!(coverage.reach(&of(vec![zone("WAZ001", ZoneKind::Forecast)]), &none), Reach::default());
    let corner = Alert { polygons: vec![vec![(0.0, 0.0); 4]], ..of(vec![zone("ORC029", ZoneKind::County)]) };
    let reach = coverage.reach(&corner, &none);
    assert!(reach.covered && reach.towns.is_empty(), "in the county, but no town is inside");
}

#[test]
fn a_whole_state_and_a_county_by_either_name_are_warned() {
    let bare = Spot { fips: None, forecast: None, fire: None, ..spot("medford", "", "", "ORC029") };
    let numbered = Spot { county: None, ..spot("klamath-falls", "ORZ623", "ORZ624", "ORC035") };
    let there =
        Spot { county: Some("CAC049".into()), fips: None, ..spot("alturas", "CAZ085", "CAZ285", "CAC049") };
    let coverage = Coverage::new([bare, numbered, there], &["WAZ001".to_owned()], &["006093".to_owned()]);
    let none = BTreeSet::new();
    let towns = |zones: Vec<Zone>, same: &[&str]| {
        let same = same.iter().map(|code| (*code).to_owned()).collect();
        let reach = coverage.reach(&Alert { zones, same, ..alert("a", "2021-03-04T10:00:00Z") }, &none);
        assert!(reach.covered || reach.towns.is_empty());
        let mut towns: Vec<String> = reach.towns.iter().map(ToString::to_string).collect();
        if reach.covered && towns.is_empty() {
            towns.push("the area".to_owned());
        }
        towns
    };
    assert_eq!(towns(Vec::new(), &["041029"]), ["medford"], "its county zone tells its number");
    assert_eq!(towns(vec![zone("ORC035", ZoneKind::County)], &[]), ["klamath-falls"], "and the other way");
    for code in ["ORZ000", "ORC000", "ORZALL"] {
        let kind = if code.contains('C') { ZoneKind::County } else { ZoneKind::Forecast };
        assert_eq!(towns(vec![zone(code, kind)], &[]), ["klamath-falls", "medford"], "{code}");
    }
    assert_eq!(towns(Vec::new(), &["041000"]), ["klamath-falls", "medford"]);
    assert_eq!(towns(Vec::new(), &["006000"]), ["alturas"]);
    assert_eq!(towns(Vec::new(), &["000000"]), ["alturas", "klamath-falls", "medford"]);
    assert_eq!(towns(vec![zone("WAZ000", ZoneKind::Forecast)], &[]), ["the area"]);
    assert!(towns(vec![zone("NVC000", ZoneKind::County)], &[]).is_empty());
}

#[test]
fn a_shape_speaks_for_its_own_area_only() {
    let towns =
        [spot("medford", "ORZ026", "ORZ623", "ORC029"), spot("klamath-falls", "ORZ029", "ORZ624", "ORC035")];
    let coverage = Coverage::new(towns, &[], &[]);
    let (medford, klamath) = (zone("ORC029", ZoneKind::County), zone("ORC035", ZoneKind::County));
    let drawn = Alert {
        zones: vec![medford.clone(), klamath.clone()],
        polygons: vec![vec![(0.0, 0.0); 4]],
        ..alert("a", "2021-03-04T10:00:00Z")
    };
    let towns = |alert: &Alert| {
        let reach = coverage.reach(alert, &BTreeSet::new());
        reach.towns.iter().map(ToString::to_string).collect::<Vec<_>>()
    };
    assert!(towns(&drawn).is_empty());
    let beside = Codes { zones: vec![klamath], same: Vec::new() };
    assert_eq!(towns(&Alert { beside, ..drawn.clone() }), ["klamath-falls"]);
    let point = Alert { polygons: Vec::new(), circles: vec![(0.0, 0.0, 0.0)], ..drawn };
    assert_eq!(towns(&point), ["klamath-falls", "medford"], "a point is no shape");
}

#[test]
fn a_beginning_after_the_end_is_none() {
    let one = Alert {
        onset: Some(at("2021-03-04T15:00:00Z")),
        ends: Some(at("2021-03-04T14:00:00Z")),
        ..alert("a", "2021-03-04T10:00:00Z")
    };
    assert_eq!(one.begins(), at("2021-03-04T10:00:00Z"));
    assert_eq!(kept(1, one).phase(at("2021-03-04T13:00:00Z")), Phase::Now);
}

#[test]
fn the_worst_is_the_worst_by_rules_that_can_be_told() {
    let now = at("2021-03-04T11:00:00Z");
    let named = |id: i64, event: &str, severity: Severity| {
        kept(id, Alert { event: event.into(), severity, ..alert(&id.to_string(), "2021-03-04T10:00:00Z") })
    };
    let all = [
        named(1, "Wind Advisory", Severity::Moderate),
        named(2, "Red Flag Warning", Severity::Severe),
        named(3, "Tornado Warning", Severity::Extreme),
        named(4, "Flash Flood Warning", Severity::Severe),
        named(5, "Storm of Frogs", Severity::Extreme),
    ];
    let rules = Rules::default();
    let order: Vec<i64> = rules.shown(&all, now).iter().map(|kept| kept.id).collect();
    assert_eq!(order, [3, 4, 5, 2, 1]);
    assert_eq!(
        worst(&rules, &all, now).map(|(kept, more)| (kept.id, more)),
        Some((3, 3)),
        "the advisory is on its page"
    );
    let rules = Rules { events: [("tornado warning".to_owned(), Level::Never)].into(), ..Rules::default() };
    assert_eq!(worst(&rules, &all, now).map(|(kept, _)| kept.id), Some(4));
    let mut far = all[2].clone();
    far.reach = Reach::default();
    assert_eq!(worst(&Rules::default(), [&far], now), None, "elsewhere");
}

#[test]
fn who_has_to_leave_is_first_then_what_is_urgent_then_who_gets_ready() {
    use crate::notice::{Draft, Evacuation, Kind, Notice};
    use strip::{First, strip};
    let now = at("2021-03-04T11:00:00Z");
    let notice = |id, level| Notice {
        id,
        draft: Draft {
            kind: Kind::Evacuation(level),
            title: "Leave".into(),
            place: "Zone".into(),
            towns: BTreeSet::new(),
            words: String::new(),
            source: "Sheriff".into(),
            begins_at: at("2021-03-04T10:00:00Z"),
            ends_at: at("2021-03-05T10:00:00Z"),
        },
        made_at: at("2021-03-04T10:00:00Z"),
        changed_at: at("2021-03-04T10:00:00Z"),
        by: "Ana".into(),
    };
    let (set, go) = (notice(1, Evacuation::BeSet), notice(2, Evacuation::Go));
    let red_flag = kept(3, alert("a", "2021-03-04T10:00:00Z"));
    let tornado = Alert { event: "Tornado Warning".into(), ..alert("b", "2021-03-04T10:00:00Z") };
    let tornado = kept(4, tornado);
    let first = |notices: &[&Notice], alerts: &[&Kept]| {
        let notices: Vec<Notice> = notices.iter().copied().cloned().collect();
        let alerts: Vec<Kept> = alerts.iter().copied().cloned().collect();
        strip(&notices, &alerts, &Rules::default(), now).map(|(first, more)| match first {
            First::Notice(notice) => (notice.id, more),
            First::Alert(kept) => (kept.id, more),
        })
    };
    assert_eq!(first(&[&set, &go], &[&red_flag, &tornado]), Some((2, 3)));
    assert_eq!(first(&[&set], &[&red_flag, &tornado]), Some((4, 2)));
    assert_eq!(first(&[&set], &[&red_flag]), Some((1, 1)));
    assert_eq!(first(&[], &[&red_flag]), Some((3, 0)));
    assert_eq!(first(&[], &[]), None);
}

#[test]
fn a_town_may_ask_for_more_or_for_silence() {
    let now = at("2021-03-04T11:00:00Z");
    let town = Slug::parse("brookings").unwrap();
    let mut advisory = kept(
        1,
        Alert {
            event: "Wind Advisory".into(),
            severity: Severity::Minor,
            ..alert("a", "2021-03-04T10:00:00Z")
        },
    );
    advisory.reach.towns.insert(town.clone());
    assert_eq!(worst(&Rules::default(), [&advisory], now), None);
    let rules = |level| Rules { towns: [(town.clone(), level)].into(), ..Rules::default() };
    assert!(worst(&rules(Level::Page), [&advisory], now).is_some());
    advisory.alert.event = "Tornado Warning".into();
    assert!(worst(&rules(Level::Never), [&advisory], now).is_none());
}

#[test]
fn silence_is_said_after_patience() {
    let (patience, now) = (SignedDuration::from_mins(10), at("2021-03-04T11:00:00Z"));
    let answered = |last: &str| Health { last_success: Some(at(last)), ..Health::default() };
    let failing = Health { last_try: Some(now), ..Health::default() };
    assert_eq!(silent_since(&Health::default(), patience, now), Some(Silence::Ever));
    assert_eq!(silent_since(&failing, patience, now), Some(Silence::Failing));
    assert_eq!(silent_since(&answered("2021-03-04T10:50:00Z"), patience, now), None);
    assert_eq!(
        silent_since(&answered("2021-03-04T10:49:59Z"), patience, now),
        Some(Silence::Since(at("2021-03-04T10:49:59Z")))
    );
}

proptest! {
    /// Local times of a message in both changes of the clock: it is in force exactly between its own moments.
    #[test]
    fn in_force_exactly_between_its_moments(start in 0_i64..96, long in 1_i64..48, probe in -10_i64..160, spring in any::<bool>()) {
        let zone = TimeZone::get("America/Los_Angeles").unwrap();
        let base = if spring { "2021-03-12T00:00:00-08:00" } else { "2021-11-05T00:00:00-07:00" };
        let hour = |hours: i64| at(base) + SignedDuration::from_mins(hours * 30);
        // As the service writes them: local time with its offset, which the repeated hour needs.
        let written = |moment: Timestamp| moment.to_zoned_datetime(zone.clone()).strftime("%Y-%m-%dT%H:%M:%S%:z").to_string();
        let mut one = alert("a", &written(hour(start)));
        one.ends = Some(at(&written(hour(start + long))));
        let one = kept(1, one);
        let expected = if probe >= start + long { Phase::Over } else if probe < start { Phase::Ahead(hour(start)) } else { Phase::Now };
        prop_assert_eq!(one.phase(hour(probe)), expected);
    }

    /// Whatever a family looks like: nothing lasts longer than its own end, the order of arrival changes nothing, and of
    /// messages that each replace the one before only the last is in force.
    #[test]
    fn a_chain_has_one_head(length in 1_usize..8, seed in any::<u64>(), probe in 0_i64..600) {
        let ends = at("2021-03-04T18:00:00Z");
        let mut family: Vec<Kept> = (0..length).map(|place| {
            let sent = at("2021-03-04T10:00:00Z") + SignedDuration::from_mins(30 * place as i64);
            let references = (0..place).map(|earlier| earlier.to_string()).collect();
            kept(place as i64, Alert { ends: Some(ends), references, sent, message_type: MessageType::Update, ..alert(&place.to_string(), "2021-03-04T10:00:00Z") })
        }).collect();
        let straight = settled(family.clone());
        let turn = usize::try_from(seed % length as u64).unwrap();
        family.rotate_left(turn);
        let mut turned = settled(family);
        turned.sort_by_key(|kept| kept.id);
        prop_assert_eq!(&straight, &turned);
        let now = at("2021-03-04T10:00:00Z") + SignedDuration::from_mins(probe);
        let sent: Vec<&Kept> = straight.iter().filter(|kept| kept.alert.sent <= now).collect();
        let in_force = sent.iter().filter(|kept| kept.phase(now) != Phase::Over).count();
        prop_assert!(straight.iter().all(|kept| kept.over_at <= ends));
        prop_assert_eq!(in_force, usize::from(now < ends));
    }
}

//! Recorded alerts: all are understood, and the strip is right at each minute of two of them.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]
#![allow(clippy::disallowed_methods, reason = "the environment says where recorded files are")]
use super::*;
use jiff::{SignedDuration, Timestamp};
use model::alert::{Coverage, Kept, Reach, Rules, settle, worst};
use std::{collections::BTreeSet, fs, path::PathBuf};

fn samples() -> Option<PathBuf> {
    let folder = std::env::var_os("BELLWETHER_SAMPLES").map(PathBuf::from);
    if folder.is_none() {
        println!("not run: BELLWETHER_SAMPLES is unset");
    }
    folder
}

fn recorded(name: &str) -> Option<Vec<Alert>> {
    let bytes = fs::read(samples()?.join("nws/alerts").join(name)).unwrap();
    Some(understand(&bytes).unwrap().alerts)
}

#[test]
fn every_recorded_file_is_told_of() {
    let Some(samples) = samples() else { return };
    println!("{:45} {:>6} {:>8} {:>7} {:>6}  why not", "file", "alerts", "warnings", "shapes", "parts");
    let mut files = 0;
    for folder in ["nws/alerts", "nws/cap"] {
        let mut paths: Vec<PathBuf> =
            fs::read_dir(samples.join(folder)).unwrap().map(|entry| entry.unwrap().path()).collect();
        paths.push(samples.join("nws/pynws_alerts_active_zone.json"));
        paths.sort();
        for path in paths {
            let name = path.strip_prefix(&samples).unwrap().display().to_string();
            match understand(&fs::read(&path).unwrap()) {
                Ok(read) => {
                    let warnings = read.alerts.iter().filter(|alert| alert.is_warning()).count();
                    let shapes = read.alerts.iter().filter(|alert| !alert.polygons.is_empty()).count();
                    let why: Vec<String> = read.problems.iter().map(|problem| problem.what.clone()).collect();
                    println!(
                        "{name:45} {:>6} {warnings:>8} {shapes:>7} {:>6}  {}{}",
                        read.alerts.len(),
                        read.problems.len(),
                        why.join(" "),
                        if read.pointers.is_empty() {
                            String::new()
                        } else {
                            format!("{}: leads to {} messages", read.form, read.pointers.len())
                        }
                    );
                    assert_eq!(name.contains("index"), !read.pointers.is_empty(), "{name}");
                    assert!(read.problems.is_empty(), "{name}");
                    assert!(
                        read.alerts.iter().all(|alert| !alert.zones.is_empty()
                            || !alert.same.is_empty()
                            || !alert.circles.is_empty()
                            || alert.texts.len() > 1),
                        "{name}: an alert without a place"
                    );
                }
                Err(problem) => panic!("{name} was refused: {} {}", problem.what, problem.remedy),
            }
            files += 1;
        }
    }
    assert_eq!(files, 16);
}

/// Kept one by one in the order in which they were sent, as a station that listened would have.
fn played(alerts: &[Alert], coverage: &Coverage, until: Timestamp) -> Vec<Kept> {
    let mut sent: Vec<&Alert> = alerts.iter().filter(|alert| alert.sent <= until).collect();
    sent.sort_by_key(|alert| alert.sent);
    let mut kept: Vec<Kept> = (1..)
        .zip(sent)
        .map(|(id, alert)| {
            let reach = coverage.reach(alert, &inside(alert, coverage.towns.values()));
            Kept {
                id,
                chain: 1,
                received_at: alert.sent,
                over_at: alert.own_end(),
                reach,
                alert: alert.clone(),
            }
        })
        .collect();
    for (place, over) in settle(&kept).into_iter().enumerate() {
        kept[place].over_at = over;
    }
    kept
}

fn minutes(from: &str, to: &str) -> impl Iterator<Item = Timestamp> {
    let (from, to): (Timestamp, Timestamp) = (from.parse().unwrap(), to.parse().unwrap());
    std::iter::successors(Some(from), |at| at.checked_add(SignedDuration::from_mins(1)).ok())
        .take_while(move |at| *at <= to)
}

#[test]
fn the_strip_is_right_at_each_minute_of_a_tornado_warning() {
    let Some(mut alerts) = recorded("tornado-warning-lifecycle_2026-07-21.json") else { return };
    // As a station saw them then: the recorded answer already knew which were replaced later.
    for alert in &mut alerts {
        alert.ends = Some("2026-07-21T18:00:00-05:00".parse().unwrap());
    }
    // Counties: Adair 001, Green 087, Hart 099, Metcalfe 169. Each leaves the warning at its own time.
    for (county, end) in [("KYC001", "17:50"), ("KYC087", "17:37"), ("KYC099", "17:26"), ("KYC169", "18:00")]
    {
        let coverage = Coverage::new([], &[county.to_owned()], &[]);
        let (mut shown, mut last) = (0, None);
        for now in minutes("2026-07-21T17:00:00-05:00", "2026-07-21T19:00:00-05:00") {
            let kept = played(&alerts, &coverage, now);
            let rules = Rules::default();
            let strip = worst(&rules, &kept, now);
            let clock = (now - SignedDuration::from_hours(5)).strftime("%H:%M").to_string();
            let is_warned = "17:16" <= clock.as_str() && clock.as_str() < end;
            assert_eq!(strip.is_some(), is_warned, "{county} at {clock}");
            if let Some((kept, more)) = strip {
                assert_eq!((kept.alert.event.as_str(), more), ("Tornado Warning", 0), "{county} at {clock}");
                shown += 1;
                last = Some(kept.alert.sent);
            }
        }
        println!("{county}: on the strip for {shown} minutes, last message of {last:?}");
    }
}

#[test]
fn the_strip_is_right_at_each_minute_of_a_red_flag_day() {
    let Some(alerts) = recorded("red-flag_mfr_2018-08-10.json") else { return };
    // The warning expires as a message at 5 PM and ends at 9 PM; the watch for Modoc goes on until Saturday evening.
    for (zone, warned_until, watched_until) in [
        ("ORZ624", "2018-08-10T21:00", ""),
        ("CAZ285", "2018-08-10T21:00", "2018-08-11T20:00"),
        ("CAZ284", "2018-08-10T21:00", ""),
        ("ORZ026", "", ""),
    ] {
        let coverage = Coverage::new([], &[zone.to_owned()], &["041029".to_owned()]);
        for now in minutes("2018-08-10T03:00:00-07:00", "2018-08-11T21:00:00-07:00") {
            let kept = played(&alerts, &coverage, now);
            let local = (now - SignedDuration::from_hours(7)).strftime("%Y-%m-%dT%H:%M").to_string();
            let expected = if local.as_str() < "2018-08-10T03:46" {
                None
            } else if local.as_str() < warned_until {
                Some("Red Flag Warning")
            } else if local.as_str() < watched_until {
                Some("Fire Weather Watch")
            } else {
                None
            };
            let strip = worst(&Rules::default(), &kept, now).map(|(kept, _)| kept.alert.event.clone());
            assert_eq!(strip.as_deref(), expected, "{zone} at {local}");
        }
    }
}

#[test]
fn an_answer_that_omits_an_alert_removes_nothing() {
    let Some(alerts) = recorded("red-flag_mfr_2018-08-10.json") else { return };
    let coverage = Coverage::new([], &["ORZ624".to_owned()], &[]);
    let now: Timestamp = "2018-08-10T18:00:00-07:00".parse().unwrap();
    let kept = played(&alerts, &coverage, now);
    assert_eq!(
        kept.iter().filter(|kept| kept.over_at > now).count(),
        4,
        "nothing but time and later messages ends one"
    );
}

#[test]
fn a_message_in_two_languages_is_one_alert_with_two_texts() {
    let Some(samples) = samples() else { return };
    let read = understand(&fs::read(samples.join("nws/cap/canada.cap")).unwrap()).unwrap();
    let [alert] = read.alerts.as_slice() else { panic!("{}", read.alerts.len()) };
    assert_eq!(alert.text("fr").unwrap().language, "fr-CA");
    assert_eq!(alert.text("es").unwrap().language, "en-CA", "the first when there is none");
    assert_eq!(alert.references, ["2.49.0.1.124.a3f342a4.2012", "2.49.0.1.124.60f31a3a.2012"]);
    assert_eq!(Coverage::new([], &[], &[]).reach(alert, &BTreeSet::new()), Reach::default());
}

/// A CAP message around two areas of Oregon.
fn message(inside: &str) -> String {
    format!(
        "<alert xmlns=\"urn:oasis:names:tc:emergency:cap:1.2\"><identifier>A-{{1}}</identifier><sender>a@b.example</sender>\
         <sent>2021-03-01T17:30:00-08:00</sent><status>Actual</status><msgType>Alert</msgType><scope>Public</scope>{inside}\
         </alert>"
    )
}

fn info(language: &str, event: &str, areas: &str) -> String {
    format!(
        "<info><language>{language}</language><category>Met</category><event>{event}</event>\
         <responseType>Monitor</responseType><urgency>Immediate</urgency><severity>Extreme</severity>\
         <certainty>Observed</certainty><eventCode><valueName>SAME</valueName><value>TOR</value></eventCode>{areas}</info>"
    )
}

fn area(words: &str, inside: &str) -> String {
    format!("<area><areaDesc>{words}</areaDesc>{inside}</area>")
}

const KLAMATH: &str = "<geocode><valueName>UGC</valueName><value>ORC035</value></geocode>";
const RING: &str = "<polygon>42.0,-122.0 42.5,-122.0 42.5,-121.5 42.0,-122.0</polygon>";

fn only(text: &str) -> Alert {
    let read = understand(text.as_bytes()).unwrap();
    let [alert] = read.alerts.as_slice() else { panic!("{read:?}") };
    alert.clone()
}

#[test]
fn english_names_the_event_wherever_it_stands() {
    let (spanish, english) = (area("Condado de Klamath", ""), area("Klamath County", KLAMATH));
    let alert = only(&message(
        &(info("es-US", "Aviso de tornado", &spanish) + &info("en-US", "Tornado Warning", &english)),
    ));
    assert_eq!((alert.event.as_str(), alert.area.as_str()), ("Tornado Warning", "Klamath County"));
    assert_eq!(alert.texts.iter().map(|text| text.language.as_str()).collect::<Vec<_>>(), ["en-US", "es-US"]);
    // What only one language says of the place counts too.
    let alert = only(&message(
        &(info("es-US", "Aviso", &area("Klamath", KLAMATH)) + &info("en-US", "Warning", &area("Here", RING))),
    ));
    assert_eq!((alert.zones.len(), alert.polygons.len(), alert.beside.zones.len()), (1, 1, 1));
}

#[test]
fn each_area_is_where_it_says_and_half_a_shape_is_none() {
    let mixed = only(&message(&info("en-US", "W", &(area("A ring", RING) + &area("A county", KLAMATH)))));
    assert_eq!(mixed.beside.zones, mixed.zones);
    let kept = Kept {
        id: 1,
        chain: 1,
        received_at: mixed.sent,
        over_at: mixed.own_end(),
        reach: Reach::default(),
        alert: mixed.clone(),
    };
    // Whoever takes it from us knows the same.
    let again = only(&pages::compose::alert::cap(&kept, &[]));
    assert_eq!(
        (&again.beside, &again.zones, &again.polygons),
        (&mixed.beside, &mixed.zones, &mixed.polygons)
    );
    assert_eq!(again.event_codes, ["TOR"]);
    let one = only(&message(&info("en-US", "W", &area("Both", &format!("{RING}{KLAMATH}")))));
    assert_eq!((one.polygons.len(), one.beside.zones.len()), (1, 0));
    let damaged = format!("{RING}<polygon>42.1, -121.9 43,-121 44,-121 42,-121</polygon>{KLAMATH}");
    let read = understand(message(&info("en-US", "W", &area("Half", &damaged))).as_bytes()).unwrap();
    assert!(read.alerts[0].polygons.is_empty() && !read.alerts[0].has_shape());
    assert!(read.problems[0].what.contains("shapes cannot be read"), "{:?}", read.problems);
    let bare = damaged.replace(KLAMATH, "");
    let alert = only(&message(&info("en-US", "W", &area("Half", &bare))));
    assert_eq!(alert.polygons.len(), 1, "where there is nothing else");
}

#[test]
fn what_is_not_for_the_public_is_counted_and_left() {
    for scope in ["Private", "Restricted"] {
        let text = message(&info("en-US", "W", &area("A", KLAMATH))).replace("Public", scope);
        let read = understand(text.as_bytes()).unwrap();
        assert_eq!((read.alerts.len(), read.private, read.left_out.len()), (0, 1, 0));
    }
}

#[test]
fn that_all_is_clear_and_that_it_is_a_test_is_seen_wherever_it_is_said() {
    let text = message(&info("en-US", "Tornado Warning", &area("A", KLAMATH)));
    assert!(only(&text).is_warning());
    let clear = text.replace("</responseType>", "</responseType><responseType>AllClear</responseType>");
    assert!(only(&clear).is_all_clear());
    assert!(!only(&text.replace(">TOR<", ">RWT<")).is_meant());
    let both =
        info("en-US", "Tornado Warning", &area("A", KLAMATH)) + &info("es-US", "Prueba", &area("A", ""));
    assert!(!only(&message(&both)).is_meant());
}

#[test]
fn what_is_left_out_of_an_answer_is_told() {
    let good = r#"{"type":"Feature","properties":{"id":"a","sent":"2021-03-01T17:00:00-08:00","status":"Actual","messageType":"Alert","event":"Flood Watch"}}"#;
    let bad = good.replace("\"id\":\"a\"", "\"id\":\"b c\"");
    let read = |more: &str, pages: &str| {
        let text = format!(r#"{{"type":"FeatureCollection","features":[{good}{more}]{pages}}}"#);
        understand(text.as_bytes()).unwrap()
    };
    assert!(read("", "").left_out.is_empty());
    let left = read(&format!(",{bad}"), "").left_out;
    assert!(left[0].what.contains("identifier") && left.len() == 1, "{left:?}");
    let strange = good.replace("\"Actual\"", "\"Actually\"").replace("\"a\"", "\"b\"");
    assert!(read(&format!(",{strange}"), "").left_out[0].what.contains("is no status"));
    let next = r#","pagination":{"next":"https://api.weather.gov/alerts?cursor=x"}"#;
    assert!(read("", next).left_out[0].what.contains("goes on at “https://api.weather.gov"));
}

/// A message as our CAP should say it again: moments to the second, which is all that CAP has, and without what is ours alone.
fn as_cap_has_it(alert: &Alert) -> Alert {
    let second = |at: Timestamp| Timestamp::from_second(at.as_second()).unwrap();
    let mut alert = alert.clone();
    alert.sent = second(alert.sent);
    for at in [&mut alert.effective, &mut alert.onset, &mut alert.expires, &mut alert.ends] {
        *at = at.map(second);
    }
    for named in &mut alert.named {
        named.sent = named.sent.map(second);
    }
    // A message that its source lists as replaced ends for us then; to others it says what its sender said.
    if let Some(told) = alert.parameter("eventEndingTime").and_then(|told| told.parse().ok()) {
        alert.ends = Some(told);
    }
    // The end of the danger has no other place in CAP, and stands among the alert's own fields.
    alert.parameters.retain(|(name, _)| name != "eventEndingTime");
    for text in &mut alert.texts {
        text.altered = false;
        text.event = alert.event.clone();
    }
    alert
}

#[test]
fn our_cap_says_what_we_were_told() {
    let Some(samples) = samples() else { return };
    let (mut messages, mut named) = (0, 0);
    for folder in ["nws/alerts", "nws/cap"] {
        for entry in fs::read_dir(samples.join(folder)).unwrap() {
            let path = entry.unwrap().path();
            for alert in understand(&fs::read(&path).unwrap()).unwrap().alerts {
                let kept = Kept {
                    id: 1,
                    chain: 1,
                    received_at: alert.sent,
                    over_at: alert.own_end(),
                    reach: Reach::default(),
                    alert,
                };
                let written = pages::compose::alert::cap(&kept, &[]);
                let back = understand(written.as_bytes()).unwrap();
                let [again] = back.alerts.as_slice() else { panic!("{}: {written}", path.display()) };
                assert_eq!(as_cap_has_it(again), as_cap_has_it(&kept.alert), "{}", path.display());
                messages += 1;
                named += kept.alert.named.len();
                // Kept by an older program: the chain tells when the earlier one was sent.
                if let Some(first) =
                    kept.alert.named.first().filter(|first| first.sender == kept.alert.sender)
                {
                    let alert = Alert {
                        identifier: first.identifier.clone(),
                        sent: first.sent.unwrap(),
                        ..kept.alert.clone()
                    };
                    let earlier = Kept { alert, ..kept.clone() };
                    let older = Alert { named: Vec::new(), ..kept.alert.clone() };
                    let older = Kept { alert: older, ..kept.clone() };
                    let triple = format!("{},{},", first.sender, first.identifier);
                    let written = pages::compose::alert::cap(&older, &[earlier, older.clone()]);
                    assert!(written.contains(&triple), "{written}");
                    assert!(
                        !pages::compose::alert::cap(&older, &[]).contains(&triple),
                        "no half a reference"
                    );
                }
            }
        }
    }
    println!("{messages} messages said again, {named} references");
    assert!(messages > 40 && named > 10, "{messages} {named}");
}

#[test]
fn a_message_of_the_future_is_refused_behind_an_index_too() {
    let now: Timestamp = "2021-03-02T02:00:00Z".parse().unwrap();
    let sent = |minutes: i64| Alert { sent: now + SignedDuration::from_mins(minutes), ..Alert::default() };
    assert!(!run::is_from_the_future(&sent(14), now), "a small skew is forgiven");
    assert!(run::is_from_the_future(&sent(16), now));
}

//! The oracle of the page cache: after every verb and every job, all public addresses answer the same bytes with the
//! cache on and off, and on SQLite and PostgreSQL.

use crate::{
    air,
    crawl::{Site, assert_same, crawl},
    database::Engine,
    house::{House, Station, demo},
    people::{Editor, form},
    radar_stream::MADE,
    table_pasted, weather,
};
use jiff::SignedDuration;
use model::{front::Slot, job::Job, module::Module, slug::Slug, stale::Stale, user::Role};

const TABLE: &str = r#"
[table.or-covid]
title = "COVID-19 in Oregon, by county"
counties = "OR"
aliases = { Unassigned = "unassigned" }
total_row = "Total"
credit = "Johns Hopkins University"
source = { name = "Oregon", url = "replay:data/or-covid-broken", schedule = "15 1 * * *" }
measure = [{ column = "cases", label = "Cases", cumulative = true }, { column = "deaths", label = "Deaths" }]
derived = [{ of = "cases", how = "new" }]
display = { map = "cases", chart = "cases" }
"#;

/// What was seen after each step.
type Seen = Vec<(&'static str, Site)>;

struct Witness<'s> {
    station: &'s Station,
    seen: Seen,
}

impl Witness<'_> {
    /// Look at everything twice (once to fill the memory, once out of it) and without memory.
    async fn looks(&mut self, after: &'static str) {
        let reader = self.station.reader();
        let (first, kept) = (crawl(&reader).await, crawl(&reader).await);
        let plain = crawl(&self.station.without_memory().await).await;
        assert_same(&first, &plain, after);
        assert_same(&kept, &plain, after);
        let rows =
            plain.keys().filter(|path| path.starts_with("/data/or-covid/") && path.ends_with("-or")).count();
        assert!((4..=12).contains(&rows), "{rows} of 36 counties were looked at after {after}");
        self.seen.push((after, plain));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn memory_never_tells_anything_else_than_the_store() {
    let mut engines = Vec::new();
    for house in House::each() {
        let station = house.with(TABLE).with(weather::TOWN).with(air::AIR).with(MADE).opens().await;
        station.settles().await;
        let editor = station.editor().await;
        let mut witness = Witness { station: &station, seen: Vec::new() };
        witness.looks("the first start").await;
        stories(&station, &editor, &mut witness).await;
        arrangement(&station, &mut witness).await;
        tables(&station, &mut witness).await;
        the_air(&station, &mut witness).await;
        time(&station, &mut witness).await;
        engines.push(witness.seen);
        station.stops().await;
    }
    if let [sqlite, postgres] = engines.as_slice() {
        for ((after, one), (_, other)) in sqlite.iter().zip(postgres) {
            assert_same(one, other, &format!("SQLite and PostgreSQL after {after}"));
        }
    }
}

/// The oracle itself: a change that nobody announced must be seen, or the test above proves nothing.
#[tokio::test(flavor = "multi_thread")]
async fn the_oracle_sees_what_nobody_announced() {
    let station = House::on(Engine::Sqlite).opens().await;
    station.editor().await.puts_out("Harbor", &[]).await;
    let reader = station.reader();
    let before = crawl(&reader).await;
    assert!(before.len() > 20, "{:?}", before.keys());
    let page = model::page::Page {
        slug: Slug::parse("about").unwrap(),
        title: "About us".to_owned(),
        dek: String::new(),
        body: prose::markdown::parse("We are few.").0,
        updated: station.clock.now(),
    };
    let tx = station.ready.store.begin(station.clock.now()).await.unwrap();
    tx.save_page(&page).await.unwrap();
    tx.commit(Stale::nothing()).await.unwrap();
    assert_same(&before, &crawl(&reader).await, "from memory");
    let plain = crawl(&station.without_memory().await).await;
    assert_ne!(before["/"], plain["/"], "the footer lists the new page");
    station.stops().await;
}

async fn stories(station: &Station, editor: &Editor, witness: &mut Witness<'_>) {
    let more = [
        ("tags", "harbor, money"),
        ("place", "brookings-or"),
        ("body", "Words.\n\n{{module table:or-covid}}"),
    ];
    let mut draft = editor.writes("Harbor budget passes", &more).await;
    witness.looks("create").await;
    editor.publishes(&mut draft).await;
    witness.looks("publish").await;
    editor.presses("save", &mut draft, &[("headline", "Harbor budget passes, barely")]).await.leads_to();
    witness.looks("save").await;
    station.passes(SignedDuration::from_mins(7)).await;
    editor
        .presses(
            "publish",
            &mut draft,
            &[("section", "opinion"), ("kind", "opinion"), ("tags", "money"), ("material", "yes")],
        )
        .await
        .leads_to();
    witness.looks("publish again, elsewhere").await;
    editor.presses("publish", &mut draft, &[("slug", "harbor-budget")]).await.leads_to();
    witness.looks("another address").await;
    editor.does("correct", &draft, "It passed by two votes.").await.leads_to();
    witness.looks("correct").await;
    let picture = std::fs::read(demo().join("content/pictures/bridge-fog.jpg")).unwrap();
    let described = editor.uploads(&picture, "Fog under a bridge.").await;
    station.settles().await;
    let id = described.rsplit('/').next().unwrap().parse().unwrap();
    let media = station.ready.store.reader().media_by_id(id).await.unwrap().unwrap();
    editor.puts_out("Fog", &[("lead", media.key.as_str()), ("section", "sports")]).await;
    witness.looks("a picture").await;
    let words = [("alt", "A bridge in fog."), ("caption", "Early."), ("credit", "Nell")];
    editor.browser.sends(&described, &form(&words)).await.leads_to();
    witness.looks("describe").await;
    station.runs(&Job::MakeRenditions(id)).await;
    witness.looks("sizes made again").await;
    let mut late = editor.writes("At seven", &[]).await;
    editor.presses("schedule", &mut late, &[("publish-at", "2021-03-01T19:00")]).await.leads_to();
    witness.looks("schedule").await;
    station.until("2021-03-01T19:00:01-08:00").await;
    witness.looks("the hour").await;
    editor.does("unpublish", &late, "").await.leads_to();
    witness.looks("unpublish").await;
    editor.does("kill", &draft, "Retracted").await.leads_to();
    witness.looks("kill").await;
}

async fn arrangement(station: &Station, witness: &mut Witness<'_>) {
    let (desk, by) = (&station.ready.desk, desk::By::station("test"));
    let fog = desk.reader().latest(1).await.unwrap()[0].id;
    let until = station.clock.now().checked_add(SignedDuration::from_hours(1)).unwrap();
    desk.pin(Slot::Lead, fog, until, &by).await.unwrap();
    witness.looks("pin").await;
    desk.place_modules(&[Module::parse("table:or-covid").unwrap()], &by).await.unwrap();
    witness.looks("place").await;
    let slug = Slug::parse("ana-ruiz").unwrap();
    let author = |name: &str| model::author::Author {
        slug: slug.clone(),
        name: name.to_owned(),
        title: "Reporter".to_owned(),
        bio: String::new(),
        email: None,
        picture: None,
    };
    desk.save_author(&author("Ana"), &by).await.unwrap();
    desk.save_author(&author("Ana Ruiz"), &by).await.unwrap();
    witness.looks("author").await;
    let page = model::page::Page {
        slug: Slug::parse("about").unwrap(),
        title: "About".to_owned(),
        dek: "Us.".to_owned(),
        body: prose::markdown::parse("We are few.").0,
        updated: desk.now(),
    };
    desk.save_page(&page, &by).await.unwrap();
    witness.looks("page").await;
    station.passes(SignedDuration::from_mins(61)).await;
    witness.looks("the end of a pin").await;
    desk.unpin(Slot::Lead, &by).await.unwrap();
    witness.looks("unpin").await;
}

async fn tables(station: &Station, witness: &mut Witness<'_>) {
    let producer = station.colleague(Role::Producer).await;
    table_pasted::make(&producer, &table_pasted::with_tabs()).await;
    witness.looks("a table of the desk").await;
    let figures = table_pasted::with_tabs().replace("Jackson\t8395", "Jackson\t8300");
    let night = form(&[("verb", "take"), ("text", &figures), ("day", "2021-03-01")]);
    producer.browser.sends("/desk/tables/oregon-pasted/paste", &night).await.leads_to();
    witness.looks("pasted figures that are held").await;
    let (desk, by) = (&station.ready.desk, desk::By::station("test"));
    let slug = Slug::parse("oregon-pasted").unwrap();
    desk.accept_held(&slug, "The county counted anew.", &by).await.unwrap();
    witness.looks("pasted figures that are accepted").await;
    for (on, after) in [("no", "a table that is switched off"), ("yes", "a table that is switched on")] {
        let switch = form(&[("on", on)]);
        producer.browser.sends("/desk/tables/oregon-pasted/switch", &switch).await.leads_to();
        witness.looks(after).await;
    }
}

async fn the_air(station: &Station, witness: &mut Witness<'_>) {
    let job = Job::RefreshAir(Slug::parse("medford").unwrap());
    air::answers_well(station);
    station.runs(&job).await;
    witness.looks("the air").await;
    station.internet.says("/aq/", 200, "[]");
    station.runs(&job).await;
    witness.looks("nothing of the air").await;
    station.runs(&job).await;
    witness.looks("nothing of the air, again").await;
}

async fn time(station: &Station, witness: &mut Witness<'_>) {
    station.until("2021-03-02T00:00:01-08:00").await;
    witness.looks("midnight").await;
    station.until("2021-03-02T01:16:00-08:00").await;
    witness.looks("a night that is held").await;
    let (desk, by) = (&station.ready.desk, desk::By::station("test"));
    let slug = Slug::parse("or-covid").unwrap();
    desk.accept_held(&slug, "The county says so.", &by).await.unwrap();
    witness.looks("accept").await;
    station.until("2021-03-03T03:31:00-08:00").await;
    witness.looks("the next night, and the pruning").await;
    station.until("2021-03-06T00:01:00-08:00").await;
    witness.looks("old figures, and a story older than the news sitemap").await;
    for kind in [Job::AgeReadings, Job::Prune, Job::RefreshTable(slug)] {
        station.runs(&kind).await;
        station.runs(&kind).await;
    }
    witness.looks("every job twice more").await;
}

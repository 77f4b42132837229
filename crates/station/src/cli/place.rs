//! `bellwether place`: a new town by its name or position, and the shapes of zones for the maps of alerts.

use super::{Folders, refuse};
use crate::{
    clock, entry, home,
    settings::{self, Settings},
};
use anyhow::{Context, Result, bail};
use clap::{Args, Subcommand};
use model::{
    alert::Zone,
    slug::Slug,
    stale::Stale,
    town::{Position, Town},
};
use radar::Place as Antenna;
use std::{collections::BTreeSet, process::ExitCode};
use store::Store;
use work::{
    fetch::Client,
    inspect::Problem,
    place::{Asker, Candidate, Named, Spoken, look, search, shape},
};

/// A town of the same name within this is the same town.
const SAME_KM: f64 = 10.0;
/// No radar of the network sees farther than this.
const REACH_KM: f64 = model::radar::REACH_M / 1_000.0;

/// The arguments.
#[derive(Debug, Args)]
pub(super) struct Place {
    #[command(subcommand)]
    verb: Verb,
}

#[derive(Debug, Subcommand)]
enum Verb {
    /// Find a town, ask the weather service who speaks for it, and write it at the end of station.toml, where everything
    /// else stays as it is. The shapes of its zones are fetched once and kept, for the maps of alerts.
    Add(Add),
    /// Fetch the shapes that are not kept yet: of the zones of every town, and of those in [alerts].
    Shapes(Shapes),
}

/// Which town.
#[derive(Debug, Args)]
struct Add {
    /// The town and the postal code of its state, such as "Medford, OR".
    #[arg(value_parser = Named::parse)]
    town: Named,
    /// Where it is, such as 42.33,-122.86: then no geocoder is asked.
    #[arg(long, value_name = "LATITUDE,LONGITUDE", value_parser = position, allow_hyphen_values = true)]
    at: Option<Position>,
    /// What readers know it as [default: the town's name].
    #[arg(long, value_name = "NAME")]
    name: Option<String>,
    /// The name of its page, /weather/SLUG [default: made of its name].
    #[arg(long, value_parser = slug)]
    slug: Option<Slug>,
    /// Tell what would be written, and write nothing.
    #[arg(long)]
    dry_run: bool,
    #[command(flatten)]
    folders: Folders,
}

/// Which shapes.
#[derive(Debug, Args)]
struct Shapes {
    /// Fetch those that are kept, too: the weather service draws its zones anew every spring.
    #[arg(long)]
    again: bool,
    #[command(flatten)]
    folders: Folders,
}

impl Place {
    pub(super) async fn run(self) -> Result<ExitCode> {
        match self.verb {
            Verb::Add(add) => add.run().await,
            Verb::Shapes(shapes) => shapes.run().await,
        }
    }
}

impl Add {
    async fn run(self) -> Result<ExitCode> {
        let settings = match self.folders.settings() {
            Ok(settings) => settings,
            Err(code) => return Ok(code),
        };
        let name = self.name.clone().unwrap_or_else(|| self.town.name.clone());
        let client = Client::new(settings.fetch.clone())?;
        let asker = Asker { client: &client, settings: &settings.weather, now: clock::wall() };
        if let Some(known) = self.known(&name, &settings)? {
            eprintln!("[town.{}] is there already; nothing was written.", known.slug);
            let zones = Zone::of_town(&known.zones).collect();
            return self.shapes(&asker, &settings, zones).await;
        }
        let slug = self.free_slug(&name, &settings)?;
        let place = self.place(&name, &settings);
        let nowhere = Position { latitude: 0.0, longitude: 0.0 };
        let mut town = entry::Town {
            slug: &slug,
            name: &name,
            place: place.as_ref(),
            at: nowhere,
            spoken: None,
            remark: "",
        };
        // Whatever stands in the way of any town is told before anybody is asked.
        if let Err(code) = self.try_out(&entry::town(&town)) {
            return Ok(code);
        }
        let (at, licence) = match self.at {
            Some(at) => (at, String::new()),
            None => match self.find(&asker).await? {
                Ok(found) => (found.at, found.licence),
                Err(code) => return Ok(code),
            },
        };
        let spoken = match look(&asker, at).await {
            Ok(spoken) => spoken,
            Err(problem) => return Ok(told(&problem)),
        };
        self.must_be_there(&spoken)?;
        let remark = format!("{}, found on {}. {licence}", self.town, clock::wall().strftime("%Y-%m-%d"));
        (town.at, town.spoken, town.remark) = (at, Some(&spoken), remark.trim());
        let (group, also) = self.with_what_is_missing(entry::town(&town), &name, &spoken, at, &settings);
        println!("{group}");
        advise(&spoken, &settings);
        for words in also {
            eprintln!("{words}");
        }
        self.write(&group)?;
        self.shapes(&asker, &settings, Zone::of_town(&spoken.zones).collect()).await
    }

    /// The group of a first town with what a station without it would lack: a radar, and who warns. And what is said of that.
    fn with_what_is_missing(
        &self,
        mut group: String,
        name: &str,
        spoken: &Spoken,
        at: Position,
        settings: &Settings,
    ) -> (String, Vec<String>) {
        let mut also = Vec::new();
        if let Some((id, radar)) = radar(spoken, at, settings) {
            group = format!("{group}\n{}", entry::radar(&id, &radar, name));
            also.push(format!(
                "The station has no radar yet: {id} ({radar}) covers the town and is added, too."
            ));
        }
        let state = spoken.state.as_ref().filter(|_| settings.station.alerts.sources == 0);
        if let Some(state) = state {
            let whole = format!("{group}\n{}", entry::alerts(state));
            // Somebody's own [alerts] without sources stays as it is.
            match self.tried(&whole) {
                Ok(()) => {
                    group = whole;
                    also.push(format!("The station asked nobody for warnings: those for {state} are added, too."));
                }
                Err(_) => also.push(format!(
                    "No warnings are asked for: give [alerts] sources = [\"https://api.weather.gov/alerts/active?area={state}\"]."
                )),
            }
        }
        (group, also)
    }

    /// The town is there whether or not the shapes are.
    async fn shapes(
        &self,
        asker: &Asker<'_>,
        settings: &Settings,
        zones: BTreeSet<Zone>,
    ) -> Result<ExitCode> {
        if !self.dry_run {
            fetch_shapes(asker, settings, zones, true).await?;
        }
        Ok(ExitCode::SUCCESS)
    }

    /// The town of that name, if the settings have it.
    fn known<'s>(&self, name: &str, settings: &'s Settings) -> Result<Option<&'s Town>> {
        let is_called = |town: &&Town| town.name.to_lowercase() == name.trim().to_lowercase();
        let Some(known) = settings.station.towns.iter().find(is_called) else { return Ok(None) };
        let is_elsewhere = self.at.is_some_and(|at| known.at.km_to(at) > SAME_KM);
        let state = known.zones.all().next().and_then(|code| code.as_str().get(..2));
        let is_of_another_state =
            state.zip(self.town.state.as_deref()).is_some_and(|(is, wanted)| is != wanted);
        let is_other = self.slug.as_ref().is_some_and(|slug| *slug != known.slug);
        if is_elsewhere || is_of_another_state || is_other {
            bail!(
                "there is a town “{name}” already, [town.{}]: call this one something else with --name",
                known.slug
            );
        }
        Ok(Some(known))
    }

    /// A name for its page that no other town has.
    fn free_slug(&self, name: &str, settings: &Settings) -> Result<Slug> {
        let is_free = |slug: &Slug| settings.station.town(slug).is_none();
        if let Some(slug) = &self.slug {
            if !is_free(slug) {
                bail!("there is a town with the page /weather/{slug} already: choose another with --slug");
            }
            return Ok(slug.clone());
        }
        let with_state = self.town.state.as_ref().map(|state| format!("{name} {state}"));
        let made = [Some(name.to_owned()), with_state].into_iter().flatten();
        let free = made.filter_map(|words| Slug::from_headline(&words)).find(is_free);
        free.context("no page can be named after the town: choose a name for it with --slug")
    }

    /// The town by its name, or what to do instead.
    async fn find(&self, asker: &Asker<'_>) -> Result<Result<Candidate, ExitCode>> {
        eprintln!("looking for {} …", self.town);
        let mut found = match search(asker, &self.town).await {
            Ok(found) => found,
            Err(problem) => return Ok(Err(told(&problem))),
        };
        if found.len() > 1 {
            eprintln!("There are several:");
            for one in &found {
                eprintln!("  --at {:.4},{:.4}  {}", one.at.latitude, one.at.longitude, one.label);
            }
            bail!("say which one is meant, by its state or with --at");
        }
        let found = found.pop().with_context(|| {
            format!("no town is called {}: say where it is with --at LATITUDE,LONGITUDE", self.town)
        })?;
        eprintln!("found {}", found.label);
        Ok(Ok(found))
    }

    /// The declared place that it is, if there is one.
    fn place(&self, name: &str, settings: &Settings) -> Option<Slug> {
        let state = self.town.state.as_ref()?;
        let slug = Slug::from_headline(&format!("{name} {state}"))?;
        settings.station.place(&slug).map(|place| place.slug.clone())
    }

    /// A town of Oregon is not in California: figures of another place would be shown under its name.
    fn must_be_there(&self, spoken: &Spoken) -> Result<()> {
        match (&self.town.state, &spoken.state) {
            (Some(wanted), Some(is)) if wanted != is => {
                bail!("the position is in {is}, not in {wanted}: correct the state or --at")
            }
            _ => Ok(()),
        }
    }

    /// Whether the settings would be good with a group behind them.
    fn try_out(&self, group: &str) -> Result<(), ExitCode> {
        self.tried(group).map_err(|faults| refuse(&faults))
    }

    fn tried(&self, group: &str) -> Result<(), Vec<crate::fault::Fault>> {
        let path = self.folders.home.join(settings::FILE);
        let text = std::fs::read_to_string(&path).unwrap_or_default();
        self.check(&entry::with(&text, group))
    }

    fn check(&self, text: &str) -> Result<(), Vec<crate::fault::Fault>> {
        let path = self.folders.home.join(settings::FILE);
        settings::read(&path.display().to_string(), text, &self.folders.place()).map(drop)
    }

    fn write(&self, group: &str) -> Result<()> {
        let path = self.folders.home.join(settings::FILE);
        if self.dry_run {
            eprintln!("This would be added to {}; nothing was written.", path.display());
            return Ok(());
        }
        entry::append(&path, group, |text| self.check(text))?;
        eprintln!("This was added to {}. Start the station anew to show it.", path.display());
        Ok(())
    }
}

impl Shapes {
    async fn run(self) -> Result<ExitCode> {
        let settings = match self.folders.settings() {
            Ok(settings) => settings,
            Err(code) => return Ok(code),
        };
        let client = Client::new(settings.fetch.clone())?;
        let asker = Asker { client: &client, settings: &settings.weather, now: clock::wall() };
        let zones = settings.station.alerts.coverage.zones();
        if zones.is_empty() {
            bail!("no town has a zone and [alerts] names none: add a town first");
        }
        let is_whole = fetch_shapes(&asker, &settings, zones, !self.again).await?;
        Ok(if is_whole { ExitCode::SUCCESS } else { ExitCode::FAILURE })
    }
}

/// Fetch the shapes of zones, or only those that were never asked for, and keep each as it comes. Whether all came.
async fn fetch_shapes(
    asker: &Asker<'_>,
    settings: &Settings,
    mut zones: BTreeSet<Zone>,
    only_new: bool,
) -> Result<bool> {
    home::make(&settings.data)?;
    let store = Store::open(&settings.store).await?;
    // A demonstration lives in the past, and resumes at its last moment: that is not moved on from outside.
    let now = store.reader().last_moment().await?.map_or(asker.now, |last| last.min(asker.now));
    if only_new {
        let asked = store.reader().zones_asked().await?;
        zones.retain(|zone| !asked.contains(zone));
    }
    let (mut kept, mut none, mut problems) = (0, 0, Vec::new());
    for zone in &zones {
        match shape(asker, zone).await {
            Ok(shape) => {
                let tx = store.begin(now).await?;
                tx.save_zone_shape(&shape).await?;
                tx.commit(Stale::nothing()).await?;
                if shape.packed.is_empty() { none += 1 } else { kept += 1 }
            }
            Err(problem) => problems.push(problem),
        }
    }
    store.close().await;
    eprintln!(
        "Shapes of zones: {kept} fetched and kept, {none} that are on no such map, {} missing. A station that runs shows them with its next round of alerts.",
        problems.len()
    );
    for problem in problems.iter().take(5) {
        eprintln!("problem at {}: {} {}", problem.at, problem.what, problem.remedy);
    }
    if !problems.is_empty() {
        eprintln!(
            "Until they are there, alerts for them have no map. Try again with: bellwether place shapes"
        );
    }
    Ok(problems.is_empty())
}

/// The radar for a station that has none: the one that the weather service names, where the program knows it, or else the
/// nearest.
fn radar(spoken: &Spoken, at: Position, settings: &Settings) -> Option<(String, String)> {
    if !settings.station.radar.sites.is_empty() {
        return None;
    }
    let named = spoken.radar.as_deref().map(str::to_ascii_uppercase);
    let named = named.and_then(|id| Some((id.clone(), Antenna::name_of_registry(&id)?.to_owned())));
    let sees = |id: &str| {
        let antenna = Antenna::of_registry(id)?;
        let km = Position::new(antenna.latitude, antenna.longitude)?.km_to(at);
        (km <= REACH_KM).then_some(())
    };
    let nearest = || {
        let (id, name) = Antenna::nearest(at.latitude, at.longitude)?;
        sees(id).map(|()| (id.to_owned(), name.to_owned()))
    };
    named.or_else(nearest)
}

/// What somebody should know of a town that can be added.
fn advise(spoken: &Spoken, settings: &Settings) {
    if let Some(metres) = spoken.elevation_m {
        eprintln!("Its square of the forecast grid lies {metres:.0} m above the sea.");
    }
    for near in &spoken.stations {
        eprintln!("{}: {}, {:.0} km away", near.id, near.name, near.km);
    }
    for problem in &spoken.problems {
        eprintln!("{} {}", problem.what, problem.remedy);
    }
    let zone = settings.station.zone.iana_name().unwrap_or("UTC");
    if let Some(own) = spoken.time_zone.as_ref().filter(|own| *own != zone) {
        eprintln!("It lives by {own}; the station tells every time in {zone}.");
    }
}

fn told(problem: &Problem) -> ExitCode {
    eprintln!("error: {} {}", problem.what, problem.remedy);
    ExitCode::FAILURE
}

fn position(text: &str) -> Result<Position, String> {
    let parsed = text.split_once(',').and_then(|(latitude, longitude)| {
        let number = |text: &str| text.trim().parse::<f64>().ok();
        // Four decimals are eleven metres; the weather service takes no more.
        let short = |degrees: f64| (degrees * 1e4).round() / 1e4;
        Position::new(short(number(latitude)?), short(number(longitude)?))
    });
    parsed.ok_or_else(|| "write degrees north and east, such as 42.33,-122.86".to_owned())
}

fn slug(text: &str) -> Result<Slug, String> {
    Slug::parse(text).map_err(|error| error.to_string())
}

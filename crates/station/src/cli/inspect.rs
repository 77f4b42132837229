//! `bellwether inspect`: why was this refused? The same code looks at the file that jobs and uploads use.

use super::Folders;
use crate::{clock, settings};
use anyhow::{Context, Result, bail};
use clap::{Args, ValueEnum};
use model::{slug::Slug, table::Spec};
use std::{
    fs::File,
    io::{Read, Write},
    path::PathBuf,
    process::ExitCode,
};
use work::{inspect::Inspection, table::Asked};

/// The most that is read.
const LARGEST: u64 = 64 << 20;
const WRONG_USE: u8 = 2;

/// The arguments.
#[derive(Debug, Args)]
pub(super) struct Inspect {
    /// What the file should be.
    kind: Kind,
    /// The file; - reads standard input.
    file: PathBuf,
    /// Tell it as JSON: {kind, file, ok, items, problems: [{at, what, remedy}]}.
    #[arg(long)]
    json: bool,
    /// For a table: read it as this table of station.toml.
    #[arg(long, value_name = "SLUG")]
    table: Option<String>,
    /// For a table without station.toml: the postal code of the state whose counties it must have.
    #[arg(long, value_name = "STATE", conflicts_with = "table")]
    counties: Option<String>,
    /// For a table of any form: the keys its rows must have, such as us-counties:OR.
    #[arg(long, value_name = "KEYS", conflicts_with_all = ["table", "counties"])]
    keys: Option<String>,
    /// For a table of any form: the totals of its columns of figures, in order, such as 155597,2208.
    #[arg(long, value_name = "NUMBERS", conflicts_with_all = ["table", "counties"])]
    totals: Option<String>,
    /// For a file with several tables or sheets: which, by name or number.
    #[arg(long, value_name = "NAME", conflicts_with_all = ["table", "counties"])]
    pick: Option<String>,
    /// For JSON: where the table is, such as data.counties[].
    #[arg(long, value_name = "PATH", conflicts_with_all = ["table", "counties"])]
    path: Option<String>,
    /// For a radar: print every figure of a moment in a sweep, counted from 0, as CSV: azimuth_deg,range_m,value. Of a
    /// Level III product also TOPS or VIL.
    #[arg(long, value_name = "MOMENT:SWEEP", value_parser = moment_and_sweep)]
    values: Option<(String, usize)>,
    /// For reports of airports: a moment near theirs, such as 2021-03-01T18:00:00-08:00.
    #[arg(long, value_name = "MOMENT")]
    at: Option<jiff::Timestamp>,
    #[command(flatten)]
    folders: Folders,
}

/// What Level III has and Level II has not.
const OF_PRODUCTS: [&str; 2] = ["TOPS", "VIL"];

/// `REF:0`.
fn moment_and_sweep(text: &str) -> Result<(String, usize), String> {
    let (moment, sweep) = text.split_once(':').unwrap_or((text, "0"));
    let sweep = sweep.parse().map_err(|_| "write a moment and a sweep, such as REF:0".to_owned())?;
    let code = moment.to_ascii_uppercase();
    let known = radar::Moment::of_code(&code).is_some() || OF_PRODUCTS.contains(&code.as_str());
    let all = || radar::Moment::ALL.map(radar::Moment::code).join(", ");
    if known { Ok((code, sweep)) } else { Err(format!("there is: {}, {}", all(), OF_PRODUCTS.join(", "))) }
}

/// What a file can be.
#[derive(Clone, Copy, Debug, ValueEnum)]
enum Kind {
    /// A night's figures as CSV or TSV; without --table and --counties a table of any form: CSV, XLSX, a web page,
    /// JSON, pasted text, cells that ran together.
    Table,
    /// An article from elsewhere; what would be kept of it is printed.
    Html,
    /// A picture.
    Image,
    /// Alerts: the weather service's GeoJSON, a CAP message or an index of them: what they say, where, and until when.
    Alerts,
    /// A CAP message of any issuer, or an index (Atom, RSS) of such messages: its entries, and where each leads.
    Cap,
    /// What a weather radar sent: a Level II file or chunk, or a Level III product.
    Radar,
    /// What a station of the weather service reports: the latest observation, or a list.
    Observation,
    /// A forecast of the weather service, in days or hours; also its grid, a point, or a list of stations.
    Forecast,
    /// What AirNow answers about the air of a place now.
    Air,
    /// Reports of airports as text; the month is taken from the present moment, or from --at.
    Metar,
    /// A daily climate report (CLI) as text or in the weather service's JSON: what was measured, what is normal, records.
    Climate,
}

impl Inspect {
    pub(super) fn run(self) -> Result<ExitCode> {
        if self.values.is_some() && !matches!(self.kind, Kind::Radar) {
            return Ok(misuse(&anyhow::anyhow!(
                "--values is for a radar: bellwether inspect radar FILE --values REF:0"
            )));
        }
        let bytes = match self.read() {
            Ok(bytes) => bytes,
            Err(error) => return Ok(misuse(&error)),
        };
        let name = self.file.display().to_string();
        let inspection = match self.kind {
            Kind::Html => work::html::inspect(&name, &bytes),
            Kind::Image => work::media::inspect(&name, &bytes),
            Kind::Alerts => work::alert::inspect("alerts", &name, &bytes),
            Kind::Cap => work::alert::inspect("cap", &name, &bytes),
            Kind::Radar => match self.figures(&bytes) {
                None => work::radar::inspect(&name, &bytes),
                Some(printed) => return printed,
            },
            Kind::Observation => work::weather::inspect_observation(&name, &bytes),
            Kind::Forecast => work::weather::inspect_forecast(&name, &bytes),
            Kind::Air => work::air::inspect(&name, &bytes),
            Kind::Metar => work::weather::inspect_metar(&name, &bytes, self.at.unwrap_or_else(clock::wall)),
            Kind::Climate => work::weather::inspect_climate(&name, &bytes),
            Kind::Table => match self.table(&name, &bytes) {
                Ok(inspection) => inspection,
                Err(error) => return Ok(misuse(&error)),
            },
        };
        tell(&inspection, self.json)?;
        Ok(if inspection.ok { ExitCode::SUCCESS } else { ExitCode::FAILURE })
    }

    fn read(&self) -> Result<Vec<u8>> {
        let mut bytes = Vec::new();
        let name = self.file.display();
        let source: Box<dyn Read> = if self.file.as_os_str() == "-" {
            Box::new(std::io::stdin())
        } else {
            Box::new(File::open(&self.file).with_context(|| format!("cannot open {name}"))?)
        };
        source.take(LARGEST + 1).read_to_end(&mut bytes).with_context(|| format!("cannot read {name}"))?;
        if bytes.len() as u64 > LARGEST {
            bail!("{name} is larger than {} MB", LARGEST >> 20);
        }
        Ok(bytes)
    }

    /// The figures of a radar, when they were asked for. What cannot be read is told by the inspection.
    fn figures(&self, bytes: &[u8]) -> Option<Result<ExitCode>> {
        let (moment, sweep) = self.values.as_ref()?;
        let understood = work::radar::understand(bytes).ok()?;
        let Some(csv) = work::radar::values(&understood, moment, *sweep) else {
            let there = "inspect it without --values to see what there is";
            return Some(Err(anyhow::anyhow!("there is no {moment} in sweep {sweep}; {there}")));
        };
        let written = std::io::stdout().lock().write_all(csv.as_bytes());
        // Whoever reads no further, as `head` does, has what he wants.
        let enough = |error: &std::io::Error| error.kind() == std::io::ErrorKind::BrokenPipe;
        Some(match written {
            Err(error) if !enough(&error) => Err(error.into()),
            _ => Ok(ExitCode::SUCCESS),
        })
    }

    /// A night's figures of a known table, or whatever table is in the file.
    fn table(&self, name: &str, bytes: &[u8]) -> Result<Inspection> {
        if self.table.is_some() || self.counties.is_some() {
            let spec = self.spec(bytes)?;
            return Ok(work::table::inspect(name, bytes, &spec, clock::wall()));
        }
        Ok(work::table::look(name, bytes, &self.asked()?))
    }

    fn asked(&self) -> Result<Asked> {
        let state = |keys: &String| {
            let state =
                keys.strip_prefix("us-counties:").filter(|state| model::county::state_fips(state).is_some());
            state.map(str::to_owned).with_context(|| format!("“{keys}” are no keys; write us-counties:OR"))
        };
        let total = |total: &str| {
            match total.trim() {
            "" | "-" | "?" => Ok(None),
            figure => figure.parse().map(Some).with_context(|| {
                format!("“{figure}” is no total; write whole numbers with commas between them, such as 155597,2208")
            }),
        }
        };
        let totals = self.totals.iter().flat_map(|totals| totals.split(',')).map(total);
        Ok(Asked {
            counties: self.keys.as_ref().map(state).transpose()?,
            totals: totals.collect::<Result<_>>()?,
            pick: self.pick.clone(),
            path: self.path.clone(),
        })
    }

    /// What the table must contain: from the settings, or guessed from the file's own header.
    fn spec(&self, bytes: &[u8]) -> Result<Spec> {
        if let Some(table) = &self.table {
            let settings = settings::load(&self.folders.place()).map_err(|faults| {
                anyhow::anyhow!(faults.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n"))
            })?;
            let spec = Slug::parse(table)
                .ok()
                .and_then(|slug| settings.tables.get(&slug).map(|table| table.spec.clone()));
            return spec.with_context(|| format!("station.toml has no table “{table}”"));
        }
        let counties = self.counties.as_deref().unwrap_or_default();
        settings::plain_table(counties, &figures(bytes))
            .with_context(|| format!("“{counties}” is not the postal code of a state, such as OR"))
    }
}

/// The columns that hold figures only, beside those that a county table has anyway.
fn figures(bytes: &[u8]) -> Vec<String> {
    // What cannot be read as a table is told by the inspection itself.
    let Ok(sheet) = feeds::table::read(bytes, &feeds::table::Limits::default()) else { return Vec::new() };
    let named =
        |column: &str| ["fips", "county", "as_of"].iter().any(|known| column.eq_ignore_ascii_case(known));
    let numeric = |index: usize| {
        let cells = || sheet.rows.iter().filter_map(move |row| row.cells.get(index));
        let figure = |cell: &String| feeds::table::number(cell).is_ok();
        cells().all(figure) && cells().any(|cell| !cell.trim().is_empty())
    };
    let columns =
        sheet.columns.iter().enumerate().filter(|(index, column)| !named(column) && numeric(*index));
    columns.map(|(_, column)| column.clone()).collect()
}

/// Tell what was understood, to a person or as JSON.
pub(super) fn tell(inspection: &Inspection, json: bool) -> Result<()> {
    let mut out = std::io::stdout().lock();
    if json {
        writeln!(out, "{}", serde_json::to_string_pretty(inspection)?)?;
        return Ok(());
    }
    let verdict = if inspection.ok { "understood" } else { "refused" };
    writeln!(out, "{}: {verdict} as {}", inspection.file, inspection.kind)?;
    for item in &inspection.items {
        item_lines(&mut out, item)?;
    }
    for problem in &inspection.problems {
        writeln!(out, "problem at {}: {} {}", problem.at, problem.what, problem.remedy)?;
    }
    Ok(())
}

/// One `name: value` a line; of a list of rows only how many there are, as `--json` has them all.
fn item_lines(out: &mut impl Write, item: &serde_json::Value) -> Result<()> {
    let serde_json::Value::Object(fields) = item else {
        writeln!(out, "{item}")?;
        return Ok(());
    };
    for (name, value) in fields {
        match value {
            serde_json::Value::String(text) if text.contains('\n') => writeln!(out, "{name}:\n{text}")?,
            serde_json::Value::String(text) => writeln!(out, "{name}: {text}")?,
            serde_json::Value::Array(rows) if name == "rows" => writeln!(out, "{name}: {}", rows.len())?,
            serde_json::Value::Array(list) if list.iter().any(serde_json::Value::is_object) => {
                writeln!(out, "{name}:")?;
                for entry in list {
                    writeln!(out, "  {}", flat(entry))?;
                }
            }
            serde_json::Value::Null => {}
            other => writeln!(out, "{name}: {other}")?,
        }
    }
    Ok(())
}

/// A row in a line: words by themselves, figures with their names.
fn flat(entry: &serde_json::Value) -> String {
    let serde_json::Value::Object(fields) = entry else { return entry.to_string() };
    let words = fields.iter().filter_map(|(name, value)| match value {
        serde_json::Value::Null => None,
        serde_json::Value::String(text) => Some(text.clone()),
        serde_json::Value::Array(list) if list.is_empty() => None,
        serde_json::Value::Array(list) if list.iter().any(serde_json::Value::is_object) => {
            Some(format!("{name}: {}", list.iter().map(flat).collect::<Vec<_>>().join(" / ")))
        }
        serde_json::Value::Array(list) => Some(list.iter().map(flat).collect::<Vec<_>>().join(" / ")),
        serde_json::Value::Bool(true) => Some(name.clone()),
        serde_json::Value::Bool(false) => Some(format!("not {name}")),
        other => Some(format!("{name} {other}")),
    });
    words.collect::<Vec<_>>().join(", ")
}

fn misuse(error: &anyhow::Error) -> ExitCode {
    eprintln!("error: {error:#}");
    ExitCode::from(WRONG_USE)
}

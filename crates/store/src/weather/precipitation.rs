//! Rain and snow of towns: of each local day the last that a report told.

use super::Fetched;
use crate::{
    error::{Error, Result},
    read::Reads,
    sql::values,
    tx::Tx,
};
use jiff::civil::Date;
use model::{
    slug::Slug,
    weather::{Amount, Fallen, Precipitation},
};
use serde::{Deserialize, Serialize};

#[derive(Serialize, Deserialize)]
struct Said {
    place: String,
    issued: String,
    normals: Option<(i16, i16)>,
    rain: Vec<SaidAmount>,
    snow: Vec<SaidAmount>,
    depth: Option<SaidFallen>,
}

#[derive(Serialize, Deserialize)]
struct SaidAmount {
    since: Option<String>,
    fallen: Option<SaidFallen>,
    normal: Option<f64>,
}

#[derive(Clone, Copy, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
enum SaidFallen {
    Trace,
    Mm(f64),
}

impl Reads {
    /// The newest that is known of a town's rain and snow since and with a local day.
    pub async fn precipitation(&self, town: &Slug, since: Date) -> Result<Option<Fetched<Precipitation>>> {
        let sql = "SELECT day, said, fetched_at FROM precipitations WHERE town_slug = $1 AND day >= $2
            ORDER BY day DESC LIMIT 1";
        let Some(row) = self.link.one(sql, values![town, since]).await? else { return Ok(None) };
        let mut columns = row.columns();
        let day = columns.date()?;
        let said: Said = serde_json::from_str(&columns.text()?)
            .map_err(|error| Error::damaged(format!("rain and snow: {error}")))?;
        let value = Precipitation {
            day,
            place: said.place,
            issued: date(&said.issued)?,
            normals_of: said.normals,
            rain: said.rain.iter().map(amount).collect::<Result<_>>()?,
            snow: said.snow.iter().map(amount).collect::<Result<_>>()?,
            snow_depth: said.depth.map(fallen),
        };
        Ok(Some(Fetched { value, at: columns.moment()? }))
    }
}

impl Tx {
    /// Keeps what is known of a day's rain and snow, in the place of what was known of it.
    pub async fn save_precipitation(&self, town: &Slug, told: &Precipitation) -> Result<()> {
        let said = Said {
            place: told.place.clone(),
            issued: told.issued.to_string(),
            normals: told.normals_of,
            rain: told.rain.iter().map(said_amount).collect(),
            snow: told.snow.iter().map(said_amount).collect(),
            depth: told.snow_depth.map(said_fallen),
        };
        let said = serde_json::to_string(&said)
            .map_err(|source| Error::Failed { doing: "write rain and snow", source: Box::new(source) })?;
        let sql = "INSERT INTO precipitations (town_slug, day, fetched_at, said) VALUES ($1, $2, $3, $4)
            ON CONFLICT (town_slug, day) DO UPDATE SET fetched_at = excluded.fetched_at, said = excluded.said";
        self.link().run(sql, values![town, told.day, self.now(), said]).await.map(drop)
    }
}

fn amount(said: &SaidAmount) -> Result<Amount> {
    let since = said.since.as_deref().map(date).transpose()?;
    Ok(Amount { since, fallen: said.fallen.map(fallen), normal_mm: said.normal })
}

fn date(text: &str) -> Result<Date> {
    text.parse().map_err(|error| Error::damaged(format!("rain and snow: {error}")))
}

fn said_amount(amount: &Amount) -> SaidAmount {
    SaidAmount {
        since: amount.since.map(|day| day.to_string()),
        fallen: amount.fallen.map(said_fallen),
        normal: amount.normal_mm,
    }
}

fn fallen(said: SaidFallen) -> Fallen {
    match said {
        SaidFallen::Trace => Fallen::Trace,
        SaidFallen::Mm(mm) => Fallen::Mm(mm),
    }
}

fn said_fallen(fallen: Fallen) -> SaidFallen {
    match fallen {
        Fallen::Trace => SaidFallen::Trace,
        Fallen::Mm(mm) => SaidFallen::Mm(mm),
    }
}

//! Numbered migrations: one text for both engines, each run once and whole, in a transaction of its own.
//!
//! A migration that has been released is never edited: the digest of its text is kept in the database, and a station
//! refuses to start on one that was migrated by another text or by a newer program. Add the next number instead.

use crate::{
    error::{Error, Result},
    sql::{Engine, values},
    turn::Turn,
};

/// One step of the schema.
struct Migration {
    number: u32,
    name: &'static str,
    text: &'static str,
}

/// All steps, in order. The name is the file's and is stored.
const MIGRATIONS: &[Migration] = &[
    Migration { number: 1, name: "0001_station", text: include_str!("migrations/0001_station.sql") },
    Migration { number: 2, name: "0002_people", text: include_str!("migrations/0002_people.sql") },
    Migration { number: 3, name: "0003_nights", text: include_str!("migrations/0003_nights.sql") },
    Migration { number: 4, name: "0004_alerts", text: include_str!("migrations/0004_alerts.sql") },
    Migration {
        number: 5,
        name: "0005_described_tables",
        text: include_str!("migrations/0005_described_tables.sql"),
    },
    Migration { number: 6, name: "0006_weather", text: include_str!("migrations/0006_weather.sql") },
    Migration { number: 7, name: "0007_zone_shapes", text: include_str!("migrations/0007_zone_shapes.sql") },
    Migration {
        number: 8,
        name: "0008_own_forecasts",
        text: include_str!("migrations/0008_own_forecasts.sql"),
    },
    Migration { number: 9, name: "0009_radar", text: include_str!("migrations/0009_radar.sql") },
    Migration { number: 10, name: "0010_air", text: include_str!("migrations/0010_air.sql") },
    Migration {
        number: 11,
        name: "0011_alert_entries",
        text: include_str!("migrations/0011_alert_entries.sql"),
    },
    Migration { number: 12, name: "0012_almanacs", text: include_str!("migrations/0012_almanacs.sql") },
    Migration { number: 13, name: "0013_radar_looks", text: include_str!("migrations/0013_radar_looks.sql") },
    Migration {
        number: 14,
        name: "0014_notice_towns",
        text: include_str!("migrations/0014_notice_towns.sql"),
    },
    Migration {
        number: 15,
        name: "0015_refused_readings",
        text: include_str!("migrations/0015_refused_readings.sql"),
    },
    Migration {
        number: 16,
        name: "0016_unmeasured_airs",
        text: include_str!("migrations/0016_unmeasured_airs.sql"),
    },
    Migration {
        number: 17,
        name: "0017_precipitations",
        text: include_str!("migrations/0017_precipitations.sql"),
    },
    Migration {
        number: 18,
        name: "0018_radar_motions",
        text: include_str!("migrations/0018_radar_motions.sql"),
    },
];

/// Brings the database to this program's schema. Doing it twice changes nothing.
pub(crate) async fn migrate(turn: &Turn, place: &str) -> Result<()> {
    let (link, permit) = turn.begin().await?;
    if link.engine() == Engine::Postgres {
        link.run_script("SET LOCAL statement_timeout = 0").await?;
    }
    link.run_script(&in_words_of(
        link.engine(),
        "CREATE TABLE IF NOT EXISTS migrations (
            number {INT} NOT NULL PRIMARY KEY, name {TEXT} NOT NULL, digest {TEXT} NOT NULL
        ) {STRICT}",
    ))
    .await?;
    link.commit().await?;
    drop(permit);
    refuse_strangers(turn, place).await?;
    for migration in MIGRATIONS {
        apply(turn, migration, place).await?;
    }
    Ok(())
}

/// A database that knows migrations which this program does not is of a newer program.
async fn refuse_strangers(turn: &Turn, place: &str) -> Result<()> {
    let newest = MIGRATIONS.last().map_or(0, |migration| migration.number);
    let strange = turn.link().one("SELECT name FROM migrations WHERE number > $1", values![newest]).await?;
    let Some(row) = strange else { return Ok(()) };
    let name = row.columns().text()?;
    Err(Error::Unreachable {
        what: place.to_owned(),
        remedy: format!("it was migrated by a newer version of this program ({name}); start that version"),
    })
}

async fn apply(turn: &Turn, migration: &Migration, place: &str) -> Result<()> {
    let digest = blake3::hash(migration.text.as_bytes()).to_hex().to_string();
    let (link, _permit) = turn.begin().await?;
    // Asked inside the transaction that writes, so that of two nodes starting at once one waits and then finds it done.
    let known =
        link.one("SELECT digest FROM migrations WHERE number = $1", values![migration.number]).await?;
    if let Some(row) = known {
        if row.columns().text()? == digest {
            return link.rollback().await;
        }
        return Err(Error::Unreachable {
            what: place.to_owned(),
            remedy: format!(
                "migration {} was applied from another text; use the program that made it",
                migration.name
            ),
        });
    }
    if link.engine() == Engine::Postgres {
        link.run_script("SET LOCAL statement_timeout = 0").await?;
    }
    link.run_script(&in_words_of(link.engine(), migration.text)).await?;
    link.run(
        "INSERT INTO migrations (number, name, digest) VALUES ($1, $2, $3)",
        values![migration.number, migration.name, digest],
    )
    .await?;
    link.commit().await?;
    tracing::info!(migration = migration.name, "schema migrated");
    Ok(())
}

/// The text with each engine's words in the places of the stand-ins.
///
/// On SQLite every table is `STRICT`, so that a value of another type is an error there too. On PostgreSQL text sorts
/// by its bytes, as SQLite does, whatever the locale of the server.
fn in_words_of(engine: Engine, text: &str) -> String {
    let words: [(&str, &str); 7] = match engine {
        Engine::Sqlite => [
            ("{ID}", "INTEGER PRIMARY KEY AUTOINCREMENT"),
            ("{INT}", "INTEGER"),
            ("{REAL}", "REAL"),
            ("{TEXT}", "TEXT"),
            ("{BYTES}", "BLOB"),
            ("{STRICT}", "STRICT"),
            ("{CLUSTERED}", "STRICT, WITHOUT ROWID"),
        ],
        Engine::Postgres => [
            ("{ID}", "BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY"),
            ("{INT}", "BIGINT"),
            ("{REAL}", "DOUBLE PRECISION"),
            ("{TEXT}", "TEXT COLLATE \"C\""),
            ("{BYTES}", "BYTEA"),
            ("{STRICT}", ""),
            ("{CLUSTERED}", ""),
        ],
    };
    words.iter().fold(text.to_owned(), |text, (stand_in, word)| text.replace(stand_in, word))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_complete_and_names_carry_them() {
        for (index, migration) in MIGRATIONS.iter().enumerate() {
            assert_eq!(migration.number as usize, index + 1);
            assert!(migration.name.starts_with(&format!("{:04}_", migration.number)), "{}", migration.name);
        }
    }

    #[test]
    fn no_stand_in_is_left() {
        for migration in MIGRATIONS {
            for engine in [Engine::Sqlite, Engine::Postgres] {
                let text = in_words_of(engine, migration.text);
                let code: String = text.lines().filter(|line| !line.starts_with("--")).collect();
                assert!(!code.contains(['{', '}']), "{} for {engine:?}", migration.name);
            }
        }
    }
}

//! Opening a database: which engine an address means, and every setting that a connection needs. The reasons stand in
//! `docs/decisions/0002-store.md`.

use crate::{
    error::{Error, Result},
    sql::Link,
    turn::Turn,
};
use sqlx::{
    ConnectOptions as _,
    postgres::{PgConnectOptions, PgPoolOptions},
    sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous},
};
use std::{path::Path, str::FromStr, time::Duration};

/// How long anyone waits for a turn to write, or for a connection, before being told that the station is busy. SQLite
/// waits as long for another process that writes to the file (a backup, a command on the same machine).
const PATIENCE: Duration = Duration::from_secs(10);
/// Connections kept ready on PostgreSQL beside the readers: the writer, and a worker's bookkeeping.
const WRITERS: u32 = 2;
/// Prepared statements kept per connection. The crate has some two hundred texts; those with lists add a few.
const STATEMENTS: usize = 256;

/// An open database.
pub(crate) struct Opened {
    /// Writes.
    pub(crate) turn: Turn,
    /// Reads.
    pub(crate) readers: Link,
    /// The address as it may be shown.
    pub(crate) place: String,
}

/// Opens what `address` names, with `readers` reading connections.
pub(crate) async fn open(address: &str, readers: u32) -> Result<Opened> {
    let readers = readers.max(1);
    if let Some(path) = address.strip_prefix("sqlite:") {
        open_sqlite(path, readers).await
    } else if address.starts_with("postgres://") || address.starts_with("postgresql://") {
        open_postgres(address, readers).await
    } else {
        Err(Error::Unreachable {
            what: format!("the database “{}”", without_password(address)),
            remedy: "write sqlite:/path/to/file.sqlite or postgres://user@host/name".to_owned(),
        })
    }
}

async fn open_sqlite(path: &str, readers: u32) -> Result<Opened> {
    let place = format!("the database file {path}");
    let remedy = "see that its folder exists, that this user may write there, and that it is a SQLite file";
    let refuse = |error: sqlx::Error| {
        tracing::error!(%error, path, "cannot open the database");
        Error::Unreachable { what: place.clone(), remedy: remedy.to_owned() }
    };
    if let Some(folder) = Path::new(path).parent().filter(|folder| !folder.as_os_str().is_empty()) {
        tokio::fs::create_dir_all(folder).await.map_err(|error| refuse(sqlx::Error::Io(error)))?;
    }
    let both = SqliteConnectOptions::new()
        .filename(path)
        .foreign_keys(true)
        .busy_timeout(PATIENCE)
        .statement_cache_capacity(STATEMENTS)
        .pragma("temp_store", "MEMORY")
        .disable_statement_logging();
    // FULL: a commit is on the disk, not only in the machine's memory, before anybody is told “published”.
    let writing = both
        .clone()
        .create_if_missing(true)
        .journal_mode(SqliteJournalMode::Wal)
        .synchronous(SqliteSynchronous::Full)
        .pragma("cache_size", "-16000")
        .pragma("journal_size_limit", "67108864");
    let reading = both.pragma("query_only", "ON").pragma("cache_size", "-4000");
    let writer = first_writer(writing).await.map_err(refuse)?;
    // Lazily: a reader needs the file that the writer has just made.
    let readers = SqlitePoolOptions::new()
        .max_connections(readers)
        .idle_timeout(None)
        .max_lifetime(None)
        .acquire_timeout(PATIENCE)
        .test_before_acquire(false)
        .connect_lazy_with(reading);
    Ok(Opened { turn: Turn::sqlite(writer, PATIENCE), readers: Link::SqlitePool(readers), place })
}

/// The one writing connection. A program that makes the file at the same moment locks it for an instant in a way that
/// SQLite's own waiting does not wait for (the change to WAL), so this waits and asks again.
async fn first_writer(options: SqliteConnectOptions) -> Result<sqlx::SqlitePool, sqlx::Error> {
    let begun = std::time::Instant::now();
    loop {
        let opened = SqlitePoolOptions::new()
            .max_connections(1)
            .min_connections(1)
            .idle_timeout(None)
            .max_lifetime(None)
            .acquire_timeout(PATIENCE)
            .test_before_acquire(false)
            .connect_with(options.clone())
            .await;
        match opened {
            Err(error) if is_busy(&error) && begun.elapsed() < PATIENCE => {
                tokio::time::sleep(Duration::from_millis(20)).await;
            }
            opened => return opened,
        }
    }
}

/// Whether somebody else has the file: `SQLITE_BUSY`, or one of its extended codes, whose low byte is the same.
fn is_busy(error: &sqlx::Error) -> bool {
    let code = error.as_database_error().and_then(sqlx::error::DatabaseError::code);
    code.and_then(|code| code.parse::<u32>().ok()).is_some_and(|code| code & 0xff == 5)
}

async fn open_postgres(address: &str, readers: u32) -> Result<Opened> {
    let place = format!("the database {}", without_password(address));
    let refuse = |error: sqlx::Error| {
        tracing::error!(%error, place, "cannot open the database");
        Error::Unreachable {
            what: place.clone(),
            remedy:
                "see that the server runs, that the database exists, and that user and password are right"
                    .to_owned(),
        }
    };
    let options = PgConnectOptions::from_str(address)
        .map_err(refuse)?
        .application_name("bellwether")
        .statement_cache_capacity(STATEMENTS)
        .options([
            ("lock_timeout", "10s"),
            ("statement_timeout", "30s"),
            ("idle_in_transaction_session_timeout", "60s"),
            ("default_transaction_isolation", "read committed"),
        ])
        .disable_statement_logging();
    let pool = PgPoolOptions::new()
        .max_connections(readers + WRITERS)
        .acquire_timeout(PATIENCE)
        .idle_timeout(Duration::from_secs(600))
        .connect_with(options)
        .await
        .map_err(refuse)?;
    Ok(Opened { turn: Turn::postgres(pool.clone(), PATIENCE), readers: Link::PostgresPool(pool), place })
}

/// An address with its password taken out, for messages and logs. Query parts go too: they can carry one.
pub(crate) fn without_password(address: &str) -> String {
    let address = address.split(['?', '#']).next().unwrap_or_default();
    let Some((scheme, rest)) = address.split_once("://") else { return address.to_owned() };
    match rest.rsplit_once('@') {
        Some((user, host)) => {
            let user = user.split(':').next().unwrap_or_default();
            format!("{scheme}://{user}@{host}")
        }
        None => address.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn passwords_are_not_shown() {
        for (address, shown) in [
            ("postgres://ana:s3cret@db.example/station", "postgres://ana@db.example/station"),
            ("postgres://ana:s3@cret@db.example/station", "postgres://ana@db.example/station"),
            ("postgres://db.example/station?password=s3cret", "postgres://db.example/station"),
            ("s3://KEY:SECRET@bucket/prefix", "s3://KEY@bucket/prefix"),
            ("sqlite:/var/lib/station.sqlite", "sqlite:/var/lib/station.sqlite"),
        ] {
            assert_eq!(without_password(address), shown);
        }
    }
}

//! A database of one's own, gone when the test is.

use std::{
    path::Path,
    process::Command,
    sync::{
        Once,
        atomic::{AtomicU32, Ordering},
    },
};

/// What a station of a test keeps things in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Engine {
    Sqlite,
    Postgres,
}

/// A database.
#[derive(Debug)]
pub(crate) struct Database {
    /// For `store.database`.
    pub(crate) url: String,
    /// Of PostgreSQL: the cluster's address and the database's name.
    made: Option<(String, String)>,
}

impl Engine {
    /// Every engine there is to test on; says once when PostgreSQL is not.
    pub(crate) fn each() -> Vec<Engine> {
        static SAID: Once = Once::new();
        match cluster() {
            Some(_) => vec![Engine::Sqlite, Engine::Postgres],
            None => {
                SAID.call_once(|| println!("not run: BELLWETHER_TEST_POSTGRES is unset"));
                vec![Engine::Sqlite]
            }
        }
    }

    /// A new, empty database; SQLite's is a file in the folder.
    pub(crate) fn database(self, folder: &Path) -> Database {
        static NEXT: AtomicU32 = AtomicU32::new(0);
        if self == Engine::Sqlite {
            return Database {
                url: format!("sqlite:{}", folder.join("station.sqlite").display()),
                made: None,
            };
        }
        let cluster = cluster().unwrap();
        let name = format!("it_{}_{}", std::process::id(), NEXT.fetch_add(1, Ordering::Relaxed));
        psql(&cluster, &format!("CREATE DATABASE {name}"));
        let (server, _) = cluster.rsplit_once('/').unwrap();
        Database { url: format!("{server}/{name}"), made: Some((cluster, name)) }
    }
}

impl Drop for Database {
    fn drop(&mut self) {
        if let Some((cluster, name)) = &self.made {
            psql(cluster, &format!("DROP DATABASE {name} WITH (FORCE)"));
        }
    }
}

#[allow(clippy::disallowed_methods, reason = "the tests are told by the environment where PostgreSQL is")]
fn cluster() -> Option<String> {
    std::env::var("BELLWETHER_TEST_POSTGRES").ok().filter(|url| !url.is_empty())
}

fn psql(cluster: &str, sql: &str) {
    let output =
        Command::new("psql").args(["-X", "-q", "-v", "ON_ERROR_STOP=1", "-d", cluster, "-c", sql]).output();
    let output = output.expect("psql belongs to PostgreSQL");
    let said = String::from_utf8_lossy(&output.stderr);
    // In a drop during a panic, another panic would hide the first.
    assert!(output.status.success() || std::thread::panicking(), "{sql}: {said}");
}

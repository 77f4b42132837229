//! Where a test happens: an empty database and an empty blob folder, gone afterwards.

use sqlx::{AssertSqlSafe, Connection as _, Executor as _, PgConnection, SqliteConnection};
use std::{future::Future, io::Write as _};
use store::{Options, Store};
use tempfile::TempDir;

/// An empty place for one store.
pub(crate) struct Ground {
    pub(crate) options: Options,
    folder: TempDir,
    database: Option<(String, String)>,
}

/// Declares a test that runs on both engines.
macro_rules! on_both {
    ($(async fn $name:ident($ground:ident: &Ground) $body:block)*) => {$(
        mod $name {
            use super::*;
            async fn test($ground: &$crate::ground::Ground) $body
            #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn sqlite() {
                let ground = std::sync::Arc::new($crate::ground::Ground::sqlite());
                $crate::ground::run(ground, async |ground| test(&ground).await).await;
            }
            #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn postgres() {
                if let Some(ground) = $crate::ground::Ground::postgres(stringify!($name)).await {
                    $crate::ground::run(std::sync::Arc::new(ground), async |ground| test(&ground).await).await;
                }
            }
        }
    )*};
}

/// Runs a test and clears its ground, also when it failed.
pub(crate) async fn run<F>(ground: std::sync::Arc<Ground>, test: impl FnOnce(std::sync::Arc<Ground>) -> F)
where
    F: Future<Output = ()> + Send + 'static,
{
    let ended = tokio::spawn(test(ground.clone())).await;
    ground.clear().await;
    if let Err(error) = ended {
        std::panic::resume_unwind(error.into_panic());
    }
}

impl Ground {
    pub(crate) fn sqlite() -> Self {
        let folder = TempDir::new().unwrap();
        let database = format!("sqlite:{}/station.sqlite", folder.path().display());
        Self { options: options(database, &folder), folder, database: None }
    }

    /// `None`, said aloud, when no server is named.
    pub(crate) async fn postgres(name: &str) -> Option<Self> {
        let Some(server) = server() else {
            // Past the capture of test output: a run without PostgreSQL must not look like a whole one.
            let line = format!(
                "PostgreSQL: not run ({name}): BELLWETHER_TEST_POSTGRES is unset
"
            );
            std::io::stderr().write_all(line.as_bytes()).unwrap();
            return None;
        };
        let folder = TempDir::new().unwrap();
        let unique = folder.path().file_name().unwrap().to_string_lossy().replace('.', "").to_lowercase();
        let database = format!("store_{}_{unique}", &name[..name.len().min(30)]);
        let mut admin = PgConnection::connect(&server).await.unwrap();
        admin.execute(AssertSqlSafe(format!("CREATE DATABASE {database}"))).await.unwrap();
        let root = server.rsplit_once('/').unwrap().0;
        let options = options(format!("{root}/{database}"), &folder);
        Some(Self { options, folder, database: Some((server, database)) })
    }

    pub(crate) async fn open(&self) -> Store {
        Store::open(&self.options).await.unwrap()
    }

    /// Does something to the database behind the store's back.
    pub(crate) async fn meddle(&self, sql: &str) {
        let sql = AssertSqlSafe(sql.to_owned());
        match self.options.database.strip_prefix("sqlite:") {
            Some(path) => {
                SqliteConnection::connect(&format!("sqlite:{path}"))
                    .await
                    .unwrap()
                    .execute(sql)
                    .await
                    .unwrap();
            }
            None => {
                PgConnection::connect(&self.options.database).await.unwrap().execute(sql).await.unwrap();
            }
        }
    }

    pub(crate) fn path(&self) -> &std::path::Path {
        self.folder.path()
    }

    async fn clear(&self) {
        if let Some((server, database)) = &self.database {
            let mut admin = PgConnection::connect(server).await.unwrap();
            admin.execute(AssertSqlSafe(format!("DROP DATABASE {database} WITH (FORCE)"))).await.unwrap();
        }
    }
}

fn options(database: String, folder: &TempDir) -> Options {
    Options { database, blobs: format!("file:{}/blobs", folder.path().display()), readers: 3 }
}

#[expect(clippy::disallowed_methods, reason = "the server to test on is not a setting of the station")]
fn server() -> Option<String> {
    std::env::var("BELLWETHER_TEST_POSTGRES").ok().filter(|server| !server.is_empty())
}

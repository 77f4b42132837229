//! A station of a test: started for real, stopped for real.

use crate::{
    database::{Database, Engine},
    internet::Internet,
    people::{Editor, Reader},
};
use jiff::{SignedDuration, Timestamp};
use model::{job::Outcome, user::Role};
use station::{
    clock::{Manual, Start},
    run::{Plan, Ready, run},
    settings::{self, Place},
};
use std::{
    net::SocketAddr,
    path::{Path, PathBuf},
    sync::Arc,
    time::Duration,
};
use tempfile::TempDir;
use tokio::{net::TcpListener, sync::oneshot, task::JoinHandle};
use tokio_util::sync::CancellationToken;

/// Monday, 1 March 2021, six in the evening in Medford.
pub(crate) const EVENING: &str = "2021-03-01T18:00:00-08:00";
/// Key of these stations for the source of the air. It must never be seen.
pub(crate) const AIR_KEY: &str = "5EC2E700-AAAA-4BBB-8CCC-0123456789AB";
/// What a test waits for must come within this time; far more than any machine needs.
const PATIENCE: Duration = Duration::from_secs(240);

/// Where a station will be built.
pub(crate) struct House {
    pub(crate) engine: Engine,
    settings: String,
    at: Timestamp,
    pack: Option<PathBuf>,
}

/// A running station.
pub(crate) struct Station {
    pub(crate) clock: Manual,
    pub(crate) internet: Internet,
    pub(crate) address: SocketAddr,
    pub(crate) ready: Ready,
    stop: CancellationToken,
    running: JoinHandle<anyhow::Result<()>>,
    kept: Kept,
}

/// What outlives a stop.
struct Kept {
    database: Arc<Database>,
    folder: Arc<TempDir>,
    house: House,
}

impl House {
    /// One for every engine.
    pub(crate) fn each() -> impl Iterator<Item = House> {
        Engine::each().into_iter().map(House::on)
    }

    /// One with a database of this engine.
    pub(crate) fn on(engine: Engine) -> House {
        House { engine, settings: SETTINGS.to_owned(), at: EVENING.parse().unwrap(), pack: None }
    }

    /// With these settings behind the usual ones.
    pub(crate) fn with(mut self, settings: &str) -> House {
        self.settings.push_str(settings);
        self
    }

    /// With another text in the place of one that its settings have.
    pub(crate) fn where_is(mut self, from: &str, to: &str) -> House {
        assert!(self.settings.contains(from), "the settings have no {from}");
        self.settings = self.settings.replacen(from, to, 1);
        self
    }

    /// At another moment.
    pub(crate) fn at(mut self, moment: &str) -> House {
        self.at = moment.parse().unwrap();
        self
    }

    /// With the settings of the demonstration and, when `content` is given, its content.
    pub(crate) fn demo(mut self, content: Option<PathBuf>) -> House {
        let text = std::fs::read_to_string(demo().join("station.toml")).unwrap();
        self.settings = text.replace("[web]\naccess_log = \"access.log\"", "[web]\naccess_log = \"off\"");
        self.settings =
            self.settings.replace("timezone =", "base_url = \"http://signal.example\"\ntimezone =");
        self.pack = content;
        self
    }

    /// Start it.
    pub(crate) async fn opens(self) -> Station {
        let folder = tempfile::tempdir().unwrap();
        let database = self.engine.database(folder.path());
        let clock = Manual::at(self.at);
        let kept = Kept { database: Arc::new(database), folder: Arc::new(folder), house: self };
        kept.opens(clock, Internet::open().await).await
    }
}

impl Kept {
    async fn opens(self, clock: Manual, internet: Internet) -> Station {
        let place = Place {
            home: demo(),
            data: self.folder.path().to_owned(),
            database: Some(self.database.url.clone()),
            air_key: Some(AIR_KEY.to_owned()),
        };
        let text = self.house.settings.replace("INTERNET", &internet.root());
        let settings =
            settings::read("station.toml", &text, &place).unwrap_or_else(|faults| panic!("{faults:#?}"));
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let stop = CancellationToken::new();
        let (tell, told) = oneshot::channel();
        let plan = Plan {
            settings,
            start: Start::By(clock.clone()),
            pack: self.house.pack.clone(),
            figures: None,
            ready: Box::new(move |ready| {
                let _ = tell.send(ready);
            }),
        };
        let running = tokio::spawn(run(plan, listener, stop.clone()));
        match told.await {
            Ok(ready) => Station { clock, internet, address, ready, stop, running, kept: self },
            Err(_) => panic!("the station did not start: {:#}", running.await.unwrap().unwrap_err()),
        }
    }
}

impl Station {
    /// What the program says at a console of this station, beside the one that runs.
    pub(crate) fn console(&self, words: &[&str]) -> std::process::Output {
        let home = tempfile::tempdir().unwrap();
        let text = self.kept.house.settings.replace("INTERNET", &self.internet.root());
        std::fs::write(home.path().join("station.toml"), text).unwrap();
        let (home, data) = (home.path().as_os_str(), self.kept.folder.path().as_os_str());
        std::process::Command::new(env!("CARGO_BIN_EXE_bellwether"))
            .args(words)
            .args(["--home".as_ref(), home, "--data".as_ref(), data])
            .env("BELLWETHER_DATABASE", &self.kept.database.url)
            .env("BELLWETHER_AIR_KEY", AIR_KEY)
            .output()
            .unwrap()
    }

    /// Where its database is, for a program beside it.
    pub(crate) fn database(&self) -> &str {
        &self.kept.database.url
    }

    /// Make a file of its blob folder so much older.
    pub(crate) fn ages_a_file(&self, digest: &str, by: Duration) {
        let path = self.kept.folder.path().join("blobs").join(&digest[..2]).join(digest);
        let file = std::fs::File::options().write(true).open(path).unwrap();
        let modified = file.metadata().unwrap().modified().unwrap();
        file.set_modified(modified - by).unwrap();
    }

    /// A browser that nobody is signed in with.
    pub(crate) fn reader(&self) -> Reader {
        Reader::at(self.address)
    }

    /// The first administrator, who came through the one-time link; the second time the same person signs in.
    pub(crate) async fn editor(&self) -> Editor {
        match &self.ready.setup {
            Some(token) if self.ready.store.reader().user_count().await.unwrap() == 0 => {
                Editor::sets_up(self.reader(), token.as_str()).await
            }
            _ => Editor::signs_in(self.reader()).await,
        }
    }

    /// Somebody else of the newsroom.
    pub(crate) async fn colleague(&self, role: Role) -> Editor {
        self.editor().await.makes_a_colleague(self.reader(), role).await
    }

    /// Let time pass, then wait until whatever became due is done.
    pub(crate) async fn passes(&self, time: SignedDuration) {
        self.clock.pass(time);
        self.settles().await;
    }

    /// Put the clock to a moment, then wait until whatever became due is done.
    pub(crate) async fn until(&self, moment: &str) {
        self.clock.set(moment.parse().unwrap());
        self.settles().await;
    }

    /// Wait until no job is due. The schedules are looked at five times a second, so a quiet moment must last.
    pub(crate) async fn settles(&self) {
        let deadline = tokio::time::Instant::now() + PATIENCE;
        let mut quiet = 0;
        while quiet < 8 {
            assert!(tokio::time::Instant::now() < deadline, "jobs are still due: {:#?}", self.jobs().await);
            let due = self.ready.store.next_due(&model::job::Job::KINDS, self.clock.now()).await.unwrap();
            let busy = due.is_some_and(|due| due <= self.clock.now())
                || self.jobs().await.iter().any(|job| job.running);
            quiet = if busy { 0 } else { quiet + 1 };
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
    }

    /// Run a job now, whatever the queue says, and say what came of it.
    pub(crate) async fn runs(&self, job: &model::job::Job) -> Outcome {
        work::queue::run_one(&self.ready.work, job).await
    }

    /// How its jobs have been doing.
    pub(crate) async fn jobs(&self) -> Vec<model::job::JobStatus> {
        self.ready.store.reader().job_statuses().await.unwrap()
    }

    /// Stop it as Ctrl-C does.
    pub(crate) async fn stops(self) {
        self.closes().await;
    }

    /// Stop it, and start it again over what it kept.
    pub(crate) async fn restarts(self) -> Station {
        let (clock, internet, kept) = self.closes().await;
        kept.opens(clock, internet).await
    }

    /// The same after somebody wrote more into its settings.
    pub(crate) async fn restarts_with(self, settings: &str) -> Station {
        let (clock, internet, mut kept) = self.closes().await;
        kept.house.settings.push_str(settings);
        kept.opens(clock, internet).await
    }

    /// The same after somebody changed what stood in them.
    pub(crate) async fn restarts_after(self, change: impl FnOnce(&str) -> String) -> Station {
        let (clock, internet, mut kept) = self.closes().await;
        kept.house.settings = change(&kept.house.settings);
        kept.opens(clock, internet).await
    }

    /// The same after somebody changed its settings: each of these texts into the one beside it.
    pub(crate) async fn restarts_where(self, changes: &[(&str, &str)]) -> Station {
        let (clock, internet, mut kept) = self.closes().await;
        for (from, to) in changes {
            assert!(kept.house.settings.contains(from), "the settings have no {from}");
            kept.house.settings = kept.house.settings.replacen(from, to, 1);
        }
        kept.opens(clock, internet).await
    }

    async fn closes(self) -> (Manual, Internet, Kept) {
        let Self { clock, internet, stop, running, kept, .. } = self;
        stop.cancel();
        running.await.unwrap().unwrap();
        (clock, internet, kept)
    }

    /// The same station with its page cache off, at another address: what a reader would see if nothing were ever kept.
    pub(crate) async fn without_memory(&self) -> Reader {
        let parts = web::Parts {
            store: self.ready.store.clone(),
            desk: self.ready.desk.clone(),
            renderer: Arc::new(pages::Renderer::new(&pages::Theme::default()).unwrap()),
            access: web::access::AccessLog::new(None, Timestamp::default),
            understand_picture: Arc::new(|_| Err("not here".to_owned())),
            settings: web::Settings { cache: false, ..web::Settings::default() },
        };
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let reader = Reader::at(listener.local_addr().unwrap());
        let limits = web::server::Limits::default();
        tokio::spawn(web::server::serve(listener, web::open(parts), limits, self.stop.clone()));
        reader
    }
}

/// The demonstration's folder.
pub(crate) fn demo() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../demo")
}

/// Wait until something is so.
pub(crate) async fn eventually(what: &str, mut is_so: impl AsyncFnMut() -> bool) {
    let deadline = tokio::time::Instant::now() + PATIENCE;
    while !is_so().await {
        assert!(tokio::time::Instant::now() < deadline, "never came: {what}");
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
}

/// A small station. The absolute root does not name the port, so that two stations say the same bytes.
const SETTINGS: &str = r#"
[station]
name = "Coast Courier"
tagline = "News from the coast"
city = "Brookings, Oregon"
timezone = "America/Los_Angeles"
base_url = "http://signal.example"

[[section]]
slug = "local"
name = "Local"
description = "Here."

[[section]]
slug = "sports"
name = "Sports"
description = "Games."

[[section]]
slug = "opinion"
name = "Opinion"
description = "Views."

[[place]]
slug = "brookings-or"
name = "Brookings"
state = "Oregon"

[web]
access_log = "off"
sign_in_burst = 1000

[fetch]
contact = "data@signal.example"
allow_private = true
timeout_seconds = 5
"#;

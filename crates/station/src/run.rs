//! A station, from its settings to its last answer: everything is built here, started and stopped in a fixed order.
//!
//! Start: store, clock, templates, desk, front door; then the jobs, then what the caller wants done before readers come
//! (the demonstration's import), then the listener. Stop: the listener first, so that nobody waits for what is going
//! away; then the jobs, each finishing what it is at; then the store, which folds its log into its file.

use crate::{
    clock::Start,
    import, metrics, pack,
    settings::{self, AccessLog, Settings},
    workshop::Workshop,
};
use anyhow::{Context, Result, bail};
use desk::{By, Desk, session::Token};
use metrics_exporter_prometheus::PrometheusHandle;
use std::{fs::OpenOptions, io::Write, net::SocketAddr, path::PathBuf, sync::Arc};
use store::Store;
use tokio::{net::TcpListener, task::JoinHandle};
use tokio_util::sync::CancellationToken;
use web::{App, access};
use work::Work;

/// What to run.
pub struct Plan {
    /// Checked settings.
    pub settings: Settings,
    /// How time begins.
    pub start: Start,
    /// A content pack to bring in before readers come, when it has changed since the last time.
    pub pack: Option<PathBuf>,
    /// Where figures are counted; must have begun before.
    pub figures: Option<PrometheusHandle>,
    /// Told once the socket answers.
    pub ready: Box<dyn FnOnce(Ready) + Send>,
}

/// What is known once the socket answers.
pub struct Ready {
    /// Name of the station.
    pub name: String,
    /// Where it listens.
    pub address: SocketAddr,
    /// The one-time setup link's secret, while nobody can sign in.
    pub setup: Option<Token>,
    /// The newsroom's verbs.
    pub desk: Desk,
    /// Where things are kept.
    pub store: Store,
    /// What the jobs hold.
    pub work: Work,
}

/// Run until `stop`.
///
/// # Errors
/// When something cannot be opened, or the pack cannot be brought in. A station that has begun to answer goes on.
pub async fn run(plan: Plan, listener: TcpListener, stop: CancellationToken) -> Result<()> {
    let Plan { settings, start, pack, figures, ready } = plan;
    let address = listener.local_addr().context("the listener has no address")?;
    let limits = settings.limits.clone();
    let told = match (settings.metrics, figures) {
        (Some(address), Some(figures)) => Some((metrics::listen(address).await?, figures)),
        _ => None,
    };
    let built = Built::from(settings, &start, address).await?;
    let toil = Toil::begin(&built.work);
    if let Some((listener, figures)) = told {
        tokio::spawn(web::figures::serve(listener, figures, built.store.reader(), stop.clone()));
    }
    let outcome = match built.prepare(pack, &stop).await {
        Ok(Some(setup)) => {
            let serving = tokio::spawn(web::server::serve(listener, built.app.clone(), limits, stop));
            ready(built.ready(address, setup));
            serving.await.context("the listener broke off")
        }
        Ok(None) => Ok(()),
        Err(error) => Err(error),
    };
    toil.end().await;
    built.app.access.flush();
    built.store.close().await;
    outcome
}

/// Everything, built.
struct Built {
    store: Store,
    desk: Desk,
    app: App,
    work: Work,
    modules: Vec<model::module::Module>,
}

impl Built {
    async fn from(mut settings: Settings, start: &Start, address: SocketAddr) -> Result<Self> {
        if settings.station.base_url.is_empty() {
            settings.station.base_url = format!("http://{address}");
        }
        let store = Store::open(&settings.store).await?;
        let clock = start.clock(store.reader().last_moment().await?);
        let theme = settings::theme(&settings.theme).map_err(|faults| anyhow::anyhow!(listed(&faults)))?;
        let renderer = pages::Renderer::new(&theme).context("the theme: `bellwether check` tells more")?;
        let client = work::fetch::Client::new(settings.fetch)?;
        let station = Arc::new(settings.station);
        let desk = Desk::new(store.clone(), clock.clone(), station, settings.tables);
        Workshop::open(&desk, settings.populations, client.clone()).await?;
        let sink = sink(&settings.access_log)?;
        let app = web::open(web::Parts {
            store: store.clone(),
            desk: desk.clone(),
            renderer: Arc::new(renderer),
            access: access::AccessLog::new(sink, move || clock.now()),
            understand_picture: Arc::new(picture_facts),
            settings: settings.web,
        });
        desk.ask_through(Arc::new(web::OwnRouter(app.clone())));
        let work = Work::new(work::Parts {
            desk: desk.clone(),
            store: store.clone(),
            client,
            alerts: settings.alerts,
            radars: work::radar::Radars::new(settings.radars),
            weather: settings.weather,
            air: settings.air,
            pictures: work::pool::Pool::default(),
            node: format!("process {}", std::process::id()),
        });
        Ok(Self { store, desk, app, work, modules: settings.modules })
    }

    /// Everything that comes before the first reader; `None` when the station was stopped meanwhile. What is in by
    /// then stays, the rest comes at the next start.
    async fn prepare(
        &self,
        pack: Option<PathBuf>,
        stop: &CancellationToken,
    ) -> Result<Option<Option<Token>>> {
        let prepared = async {
            self.first_day().await?;
            if let Some(pack) = pack {
                self.bring_in(pack).await?;
            }
            Ok(Some(self.desk.setup_token().await?))
        };
        tokio::select! {
            prepared = prepared => prepared,
            () = stop.cancelled() => Ok(None),
        }
    }

    fn ready(&self, address: SocketAddr, setup: Option<Token>) -> Ready {
        Ready {
            name: self.desk.station().name.clone(),
            address,
            setup,
            desk: self.desk.clone(),
            store: self.store.clone(),
            work: self.work.clone(),
        }
    }

    /// On a new station the rail of the front is as the settings say; from then on it belongs to the desk.
    async fn first_day(&self) -> Result<()> {
        const MARK: &str = "first-day";
        if self.store.reader().meta(MARK).await?.is_some() {
            return Ok(());
        }
        if !self.modules.is_empty() {
            self.desk.place_modules(&self.modules, &By::station("first start")).await?;
        }
        self.mark(MARK, "done").await
    }

    /// Bring in the pack unless nothing in its folder has changed since the last time.
    async fn bring_in(&self, folder: PathBuf) -> Result<()> {
        const MARK: &str = "pack";
        let mark = pack::mark(&folder);
        if self.store.reader().meta(MARK).await?.as_ref() == Some(&mark) {
            return Ok(());
        }
        let pack =
            import::read_and_tell(&folder, &self.desk).map_err(|faults| anyhow::anyhow!(listed(&faults)))?;
        let report = import::import(pack, &self.desk, &self.store).await?;
        if !report.faults.is_empty() {
            bail!(listed(&report.faults));
        }
        self.mark(MARK, &mark).await
    }

    async fn mark(&self, name: &str, value: &str) -> Result<()> {
        let tx = self.store.begin(self.desk.now()).await?;
        tx.set_meta(name, value).await?;
        tx.commit(model::stale::Stale::nothing()).await?;
        Ok(())
    }
}

/// The running jobs.
pub(crate) struct Toil {
    stop: CancellationToken,
    running: JoinHandle<()>,
}

impl Toil {
    pub(crate) fn begin(work: &Work) -> Self {
        let stop = CancellationToken::new();
        let running = tokio::spawn(work::queue::run(work.clone(), stop.clone()));
        Self { stop, running }
    }

    /// Let each job finish what it is at.
    pub(crate) async fn end(self) {
        self.stop.cancel();
        if let Err(error) = self.running.await {
            tracing::error!(%error, "the jobs broke off");
        }
    }
}

fn sink(log: &AccessLog) -> Result<Option<Box<dyn Write + Send>>> {
    Ok(match log {
        AccessLog::Off => None,
        AccessLog::Output => Some(Box::new(std::io::stdout())),
        AccessLog::File(path) => {
            let file = OpenOptions::new().create(true).append(true).open(path);
            Some(Box::new(file.with_context(|| format!("cannot write the access log {}", path.display()))?))
        }
    })
}

/// The only decoding that the front door may have done for it: facts from the header of an upload.
fn picture_facts(bytes: &[u8]) -> Result<web::PictureFacts, String> {
    let (key, facts) = work::media::understand(bytes).map_err(|error| error.to_string())?;
    Ok(web::PictureFacts {
        key,
        width: facts.width,
        height: facts.height,
        alt: facts.alt,
        caption: facts.caption,
        credit: facts.credit,
    })
}

fn listed(faults: &[crate::fault::Fault]) -> String {
    faults.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n")
}

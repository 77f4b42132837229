//! `bellwether serve`: the station itself. Also what `demo` does, once it has said where everything is.

use super::{Folders, start};
use crate::{
    home, metrics,
    run::{Plan, Ready, run},
    settings::Settings,
};
use anyhow::{Context, Result};
use clap::Args;
use jiff::Timestamp;
use std::{net::SocketAddr, path::PathBuf, process::ExitCode};
use tokio::{
    net::TcpListener,
    signal::unix::{SignalKind, signal},
};
use tokio_util::sync::CancellationToken;

/// Ended by a signal, as shells count it (128 + SIGINT).
const INTERRUPTED: u8 = 130;

/// The arguments.
#[derive(Debug, Args)]
pub(super) struct Serve {
    #[command(flatten)]
    folders: Folders,
    /// Listen at this address and port, whatever the settings say.
    #[arg(long, value_name = "ADDRESS")]
    listen: Option<SocketAddr>,
    /// Run at this moment, ticking from there, such as 2021-03-01T18:00:00-08:00; later, if something later is stored.
    #[arg(long, value_name = "TIME")]
    at: Option<Timestamp>,
}

impl Serve {
    pub(super) async fn run(self) -> Result<ExitCode> {
        let mut settings = match self.folders.settings() {
            Ok(settings) => settings,
            Err(code) => return Ok(code),
        };
        settings.listen = self.listen.unwrap_or(settings.listen);
        serve(settings, self.at, None).await
    }
}

/// Serve until a signal comes.
pub(super) async fn serve(
    settings: Settings,
    at: Option<Timestamp>,
    pack: Option<PathBuf>,
) -> Result<ExitCode> {
    let _held = home::hold(&settings.data)?;
    let figures = settings.metrics.map(|_| metrics::begin()).transpose()?;
    let address = settings.listen;
    let listener = TcpListener::bind(address).await;
    let listener = listener.with_context(|| {
        format!("cannot listen at {address}: is another program there? Choose another port or address")
    })?;
    let stop = CancellationToken::new();
    let now = stop_at_signals(&stop)?;
    let plan = Plan { settings, start: start(at), pack, figures, ready: Box::new(|ready| tell(&ready)) };
    tokio::select! {
        done = run(plan, listener, stop) => done.map(|()| ExitCode::SUCCESS),
        _ = now => Ok(ExitCode::from(INTERRUPTED)),
    }
}

fn tell(ready: &Ready) {
    let Ready { name, address, setup, .. } = ready;
    println!("Bellwether is serving {name} at http://{address} (desk: http://{address}/desk)");
    if let Some(token) = setup {
        println!(
            "Nobody can sign in yet. Make the first administrator here, once: http://{address}/desk/setup/{}",
            token.as_str()
        );
    }
}

/// The first Ctrl-C or SIGTERM asks for a stop; the second is told to whoever awaits the answer.
fn stop_at_signals(stop: &CancellationToken) -> Result<tokio::sync::oneshot::Receiver<()>> {
    let mut interrupt = signal(SignalKind::interrupt()).context("cannot listen for Ctrl-C")?;
    let mut terminate = signal(SignalKind::terminate()).context("cannot listen for SIGTERM")?;
    let (now, told) = tokio::sync::oneshot::channel();
    let stop = stop.clone();
    tokio::spawn(async move {
        tokio::select! { _ = interrupt.recv() => {}, _ = terminate.recv() => {} }
        eprintln!("stopping: requests and jobs under way are finished first");
        stop.cancel();
        tokio::select! { _ = interrupt.recv() => {}, _ = terminate.recv() => {} }
        let _ = now.send(());
    });
    Ok(told)
}

//! Logs: to standard error, as text or JSON, filtered by `RUST_LOG`. A panic is a line of the log too.

use tracing_subscriber::{EnvFilter, fmt};

/// Begin to log. `usual` is the filter when `RUST_LOG` says nothing. Only the first call of a process counts.
pub fn begin(json: bool, usual: &str) {
    let filter = EnvFilter::try_from_default_env().unwrap_or_else(|_| EnvFilter::new(usual));
    let lines = fmt().with_env_filter(filter).with_writer(std::io::stderr);
    // A process that logs already (a test) goes on doing so.
    let begun = if json { lines.json().try_init() } else { lines.try_init() };
    if begun.is_ok() {
        std::panic::set_hook(Box::new(|panic| {
            let what = panic.payload_as_str().unwrap_or("no words");
            let at = panic.location().map(ToString::to_string).unwrap_or_default();
            let backtrace = std::backtrace::Backtrace::capture();
            tracing::error!(what, at, %backtrace, "a panic: please report it");
        }));
    }
}

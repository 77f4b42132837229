//! The load: wrk, and what it says.

use std::net::SocketAddr;
use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result, bail};

use crate::command;

/// One thread of wrk with 64 connections kept alive leaves as much as it can of two cores to the server.
const LOAD: &[&str] = &["-t1", "-c64", "--latency"];

/// What one round of load gave.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Load {
    /// Answers in all.
    pub(crate) requests: f64,
    /// Answers per second.
    pub(crate) rate: f64,
    /// The time within which 99 of 100 answers came, in milliseconds.
    pub(crate) p99: f64,
}

/// Asks for one path over and over for so many seconds.
///
/// # Errors
/// When wrk is missing, or any answer was an error: figures of errors mean nothing.
pub(crate) fn load(address: SocketAddr, path: &str, encoding: &str, seconds: u32) -> Result<Load> {
    let program = command::find("wrk").context("wrk is not installed: `apt-get install wrk`")?;
    let mut wrk = Command::new(program);
    wrk.args(LOAD).arg(format!("-d{seconds}s")).arg("-H").arg(format!("Accept-Encoding: {encoding}"));
    wrk.arg(format!("http://{address}{path}"));
    read(&command::output(&mut wrk)?).with_context(|| format!("under load on {}", Path::new(path).display()))
}

fn read(said: &str) -> Result<Load> {
    if let Some(line) = said.lines().find(|line| line.contains("Non-2xx") || line.contains("Socket errors")) {
        bail!("wrk counted errors: {}", line.trim());
    }
    let find =
        |name: &str| said.lines().map(str::trim).find_map(|line| line.strip_prefix(name)).map(str::trim);
    let requests =
        said.lines().find_map(|line| line.trim().split_once(" requests in ")).map(|(count, _)| count);
    Ok(Load {
        requests: requests.and_then(|count| count.parse().ok()).context("wrk gave no count")?,
        rate: find("Requests/sec:").and_then(|rate| rate.parse().ok()).context("wrk gave no rate")?,
        p99: find("99%").and_then(milliseconds).context("wrk gave no latencies")?,
    })
}

/// `850.00us`, `1.20ms`, `2.00s`, `1.5m`.
fn milliseconds(text: &str) -> Option<f64> {
    let end = text.find(|c: char| c.is_ascii_alphabetic())?;
    let (number, unit) = text.split_at(end);
    let factor = match unit {
        "us" => 0.001,
        "ms" => 1.0,
        "s" => 1_000.0,
        "m" => 60_000.0,
        _ => return None,
    };
    Some(number.parse::<f64>().ok()? * factor)
}

#[cfg(test)]
mod tests {
    use super::*;

    const SAID: &str = "\
Running 8s test @ http://127.0.0.1:4000/
  1 threads and 64 connections
  Thread Stats   Avg      Stdev     Max   +/- Stdev
    Latency   703.46us  377.32us  16.44ms   95.80%
    Req/Sec    91.47k     4.73k  101.25k    73.75%
  Latency Distribution
     50%  658.00us
     75%  783.00us
     90%    0.94ms
     99%    1.71ms
  727959 requests in 8.00s, 9.77GB read
Requests/sec:  90981.30
Transfer/sec:      1.22GB
";

    #[test]
    fn reads_count_rate_and_latency() {
        assert_eq!(read(SAID).unwrap(), Load { requests: 727_959.0, rate: 90_981.3, p99: 1.71 });
    }

    #[test]
    fn refuses_rounds_with_errors() {
        let said = format!("{SAID}  Non-2xx or 3xx responses: 12\n");
        assert!(read(&said).unwrap_err().to_string().ends_with("Non-2xx or 3xx responses: 12"));
        assert!(read("").is_err());
    }

    #[test]
    fn knows_units() {
        let found: Vec<_> = ["850.00us", "2.5s", "1m", "3h"].into_iter().map(milliseconds).collect();
        assert_eq!(found, [Some(0.85), Some(2_500.0), Some(60_000.0), None]);
    }
}

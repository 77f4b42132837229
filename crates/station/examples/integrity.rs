//! Looks through everything that a data folder keeps and says whether it is sound: the database file, the references in
//! it, and the counts of its lists. Nothing may run with the folder meanwhile. `cargo run -p station --example integrity -- DATA`

use std::{path::PathBuf, process::ExitCode};
use store::{Options, Store};

#[tokio::main]
async fn main() -> ExitCode {
    let Some(data) = std::env::args_os().nth(1).map(PathBuf::from) else {
        eprintln!("name the data folder");
        return ExitCode::from(2);
    };
    match examine(&data).await {
        Ok(()) => {
            println!("{} is sound", data.display());
            ExitCode::SUCCESS
        }
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}

async fn examine(data: &std::path::Path) -> anyhow::Result<()> {
    let file = data.join("bellwether.sqlite");
    // Opening would make a new one, which is always sound.
    anyhow::ensure!(file.is_file(), "there is no {}", file.display());
    let _held = station::home::hold(data)?;
    let options = Options {
        database: format!("sqlite:{}", file.display()),
        blobs: format!("file:{}", data.join("blobs").display()),
        readers: 2,
    };
    let store = Store::open(&options).await?;
    let sound = store.check().await;
    store.close().await;
    Ok(sound?)
}

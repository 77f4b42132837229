//! `bellwether user`: accounts from the console, for whoever is locked out or sets up a machine.

use super::{Folders, start};
use crate::home;
use anyhow::{Context, Result, bail};
use clap::{Args, Subcommand};
use desk::{
    By, Desk,
    user::{Byline, NewUser},
};
use model::user::Role;
use std::{
    io::{BufRead, IsTerminal, Write},
    path::PathBuf,
    process::{Command, ExitCode},
    sync::Arc,
};
use store::Store;

/// The arguments.
#[derive(Debug, Args)]
pub(super) struct User {
    #[command(subcommand)]
    verb: Verb,
}

#[derive(Debug, Subcommand)]
enum Verb {
    /// Make an account. The password is asked for, or read from a file.
    Add(Add),
}

#[derive(Debug, Args)]
struct Add {
    /// Mail address: the name to sign in with.
    #[arg(long)]
    email: String,
    /// Name for colleagues.
    #[arg(long)]
    name: String,
    /// contributor, reporter, meteorologist, producer, editor or admin.
    #[arg(long, value_parser = role)]
    role: Role,
    /// File whose first line is the password; - reads standard input.
    #[arg(long, value_name = "FILE")]
    password_file: Option<PathBuf>,
    #[command(flatten)]
    folders: Folders,
}

impl User {
    pub(super) async fn run(self) -> Result<ExitCode> {
        let Verb::Add(add) = self.verb;
        add.run().await
    }
}

impl Add {
    async fn run(self) -> Result<ExitCode> {
        let settings = match self.folders.settings() {
            Ok(settings) => settings,
            Err(code) => return Ok(code),
        };
        let password = self.password()?;
        // The station may be running: no page shows an account, and the database lets two processes in.
        home::make(&settings.data)?;
        let store = Store::open(&settings.store).await?;
        let clock = start(None).clock(None);
        let desk = Desk::new(store.clone(), clock, Arc::new(settings.station), settings.tables);
        let new = NewUser {
            email: self.email,
            name: self.name,
            password,
            role: self.role,
            // An author has a public page, of which a station that runs would not hear. They make their byline at the desk.
            byline: Byline::None,
        };
        let email = new.email.clone();
        let made = desk.create_user(new, &By::station("console")).await;
        store.close().await;
        made?;
        println!("{email} can sign in as {}.", self.role.as_str());
        Ok(ExitCode::SUCCESS)
    }

    fn password(&self) -> Result<String> {
        match &self.password_file {
            None => ask(),
            Some(path) if path.as_os_str() == "-" => line(std::io::stdin().lock()),
            Some(path) => {
                let file =
                    std::fs::File::open(path).with_context(|| format!("cannot open {}", path.display()))?;
                line(std::io::BufReader::new(file))
            }
        }
    }
}

fn role(text: &str) -> Result<Role, String> {
    let names = Role::ALL.map(Role::as_str).join(", ");
    Role::parse(text).ok_or_else(|| format!("there is: {names}"))
}

/// Ask on the terminal, without showing what is typed.
fn ask() -> Result<String> {
    if !std::io::stdin().is_terminal() {
        bail!("there is no terminal to ask for the password: use --password-file");
    }
    let quiet = Quiet::begin();
    eprint!("Password (12 characters or more): ");
    let first = line(std::io::stdin().lock())?;
    eprint!("\nAgain: ");
    let second = line(std::io::stdin().lock())?;
    drop(quiet);
    eprintln!();
    if first != second {
        bail!("the two passwords differ");
    }
    Ok(first)
}

fn line(input: impl BufRead) -> Result<String> {
    let mut text = String::new();
    // No password is longer; a file that is something else is not read whole.
    input.take(4096).read_line(&mut text).context("cannot read the password")?;
    Ok(text.trim_end_matches(['\r', '\n']).to_owned())
}

/// Turns the terminal's echo off until it is dropped.
struct Quiet;

impl Quiet {
    fn begin() -> Self {
        stty("-echo");
        Self
    }
}

impl Drop for Quiet {
    fn drop(&mut self) {
        stty("echo");
        let _ = std::io::stderr().flush();
    }
}

/// Without `stty` the password is seen while it is typed, which is better than not being able to sign in.
fn stty(argument: &str) {
    let _ = Command::new("stty").arg(argument).status();
}

//! Starting other programs, with errors that say which one and what to do.

use std::path::{Path, PathBuf};
use std::process::{Command, ExitStatus};

use anyhow::{Context, Result, bail};

/// The cargo that started this program, so that a chosen toolchain stays chosen.
pub(crate) fn cargo(root: &Path) -> Command {
    let mut command = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    command.current_dir(root);
    // `cargo run` described this program to us; the programs we start must not take it for a description of themselves.
    for (name, _) in std::env::vars_os() {
        if name
            .to_str()
            .is_some_and(|name| name.starts_with("CARGO_PKG_") || name.starts_with("CARGO_MANIFEST_"))
        {
            command.env_remove(name);
        }
    }
    command
}

/// Runs to the end with our own input and output.
///
/// # Errors
/// When it cannot be started or ends with a failure; the message carries `remedy`.
pub(crate) fn run(command: &mut Command, remedy: &str) -> Result<()> {
    let status = status(command)?;
    if !status.success() {
        bail!("`{}` failed ({status}). {remedy}", line(command));
    }
    Ok(())
}

/// Runs to the end and gives the status.
///
/// # Errors
/// When it cannot be started.
pub(crate) fn status(command: &mut Command) -> Result<ExitStatus> {
    command.status().with_context(|| format!("cannot start `{}`", line(command)))
}

/// Runs to the end and gives what it printed, its errors going to ours.
///
/// # Errors
/// When it cannot be started, fails, or prints something that is not UTF-8.
pub(crate) fn output(command: &mut Command) -> Result<String> {
    let out = command
        .stderr(std::process::Stdio::inherit())
        .output()
        .with_context(|| format!("cannot start `{}`", line(command)))?;
    if !out.status.success() {
        bail!("`{}` failed ({})", line(command), out.status);
    }
    String::from_utf8(out.stdout)
        .with_context(|| format!("`{}` printed something that is not UTF-8", line(command)))
}

/// Where a program lies, looking through `PATH`.
pub(crate) fn find(program: &str) -> Option<PathBuf> {
    let path = std::env::var_os("PATH")?;
    std::env::split_paths(&path).map(|folder| folder.join(program)).find(|file| file.is_file())
}

/// Whether this program runs as root.
pub(crate) fn is_root() -> bool {
    // The owner of our own entry in /proc is the user we run as; the standard library has no geteuid.
    use std::os::unix::fs::MetadataExt;
    std::fs::metadata("/proc/self").is_ok_and(|entry| entry.uid() == 0)
}

/// The command as a person would type it.
fn line(command: &Command) -> String {
    let program = Path::new(command.get_program());
    let name = program.file_name().unwrap_or(program.as_os_str()).to_string_lossy();
    let words = command.get_args().map(|word| word.to_string_lossy());
    std::iter::once(name).chain(words).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_failure_names_the_command_and_the_remedy() {
        let fault = run(&mut Command::new("false"), "Try `true`.").unwrap_err().to_string();
        assert!(fault.contains("`false` failed") && fault.ends_with("Try `true`."), "{fault}");
    }

    #[test]
    fn a_program_that_is_not_there_is_named() {
        let fault = output(Command::new("no-such-program").arg("--please")).unwrap_err().to_string();
        assert_eq!(fault, "cannot start `no-such-program --please`");
    }

    #[test]
    fn finds_programs_on_the_path() {
        assert!(find("sh").is_some_and(|file| file.is_absolute()));
        assert_eq!(find("no-such-program"), None);
    }
}

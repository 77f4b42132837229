//! A new entry at the end of `station.toml`: what stands there stays as it is, to the letter, and the file is never half
//! written, however the program ends.

use crate::fault::Fault;
use anyhow::{Context, Result, anyhow};
use model::{
    slug::Slug,
    town::{Position, Ugc},
};
use std::{
    fmt::Write as _,
    fs::{self, File, OpenOptions},
    io::Write as _,
    path::Path,
};
use work::place::Spoken;

/// A town as it will be written.
pub(crate) struct Town<'a> {
    /// Name of its group.
    pub(crate) slug: &'a Slug,
    /// As readers know it.
    pub(crate) name: &'a str,
    /// Its `[[place]]`, if there is one.
    pub(crate) place: Option<&'a Slug>,
    /// Where it is.
    pub(crate) at: Position,
    /// What the weather service says of it; none to try whether a town can be added at all.
    pub(crate) spoken: Option<&'a Spoken>,
    /// Above it, for whoever reads the file.
    pub(crate) remark: &'a str,
}

/// The group of a town.
pub(crate) fn town(town: &Town<'_>) -> String {
    let mut out = String::new();
    for line in town.remark.lines() {
        let _ = writeln!(out, "# {line}");
    }
    let _ = writeln!(out, "[town.{}]", town.slug);
    let quoted = |text: &str| toml::Value::String(text.to_owned()).to_string();
    let mut put = |key: &str, value: Option<String>| {
        if let Some(value) = value {
            let _ = writeln!(out, "{key} = {value}");
        }
    };
    put("name", Some(quoted(town.name)));
    put("place", town.place.map(|place| quoted(place.as_str())));
    put("latitude", Some(degrees(town.at.latitude)));
    put("longitude", Some(degrees(town.at.longitude)));
    let Some(spoken) = town.spoken else {
        put("grid", Some(quoted("AAA/1,1")));
        return out;
    };
    put("elevation_m", spoken.elevation_m.map(|metres| format!("{metres:.0}")));
    let stations: Vec<String> = spoken.stations.iter().map(|near| quoted(near.id.as_str())).collect();
    put("stations", Some(format!("[{}]", stations.join(", "))).filter(|_| !stations.is_empty()));
    put("grid", Some(quoted(&spoken.grid.to_string())));
    let code = |code: &Option<Ugc>| code.as_ref().map(|code| quoted(code.as_str()));
    put("forecast_zone", code(&spoken.zones.forecast));
    put("county_zone", code(&spoken.zones.county));
    put("fire_zone", code(&spoken.zones.fire));
    put("same", spoken.same.as_ref().map(|same| quoted(same.as_str())));
    out
}

/// The group of a radar of the network.
pub(crate) fn radar(id: &str, name: &str, town: &str) -> String {
    let name = toml::Value::String(name.to_owned());
    format!(
        "# The weather radar that covers {town}. Its pictures are drawn here, of what it measures: take this out for none.\n\
         [radar.{id}]\nname = {name}\n"
    )
}

/// The group of alerts of a state, by its postal code.
pub(crate) fn alerts(state: &str) -> String {
    format!(
        "# Warnings of the weather service, asked for every half minute. Of several states: area={state},CA\n\
         [alerts]\nsources = [\"https://api.weather.gov/alerts/active?area={state}\"]\n"
    )
}

/// Four decimals, eleven metres; a whole number has one, or it would be no fraction to TOML.
fn degrees(degrees: f64) -> String {
    let text = format!("{degrees:.4}");
    let short = text.trim_end_matches('0');
    if short.ends_with('.') { format!("{short}0") } else { short.to_owned() }
}

/// The text with a group behind it, in the line ends of the text.
pub(crate) fn with(text: &str, group: &str) -> String {
    let end = if text.contains("\r\n") { "\r\n" } else { "\n" };
    let between = match text {
        "" => "",
        text if text.ends_with('\n') => end,
        _ => return format!("{text}{end}{end}{}", group.replace('\n', end)),
    };
    format!("{text}{between}{}", group.replace('\n', end))
}

/// Puts a group at the end of a file. `check` is shown the whole new text first; when it refuses, nothing is written.
///
/// # Errors
/// When the new text is refused, somebody else is at it, or the file cannot be written.
pub(crate) fn append(path: &Path, group: &str, check: impl Fn(&str) -> Result<(), Vec<Fault>>) -> Result<()> {
    // A link stays a link: what it leads to is replaced.
    let path = fs::canonicalize(path).with_context(|| format!("cannot find {}", path.display()))?;
    let beside = path.with_extension("toml.new");
    // That this file can be made only once keeps two of us from writing at the same time.
    let made = OpenOptions::new().write(true).create_new(true).open(&beside);
    let mut new = made.with_context(|| {
        format!(
            "cannot make {}: if nothing else is adding a town, it was left by a program that broke off; delete it",
            beside.display()
        )
    })?;
    let written = replace(&path, &beside, &mut new, group, check);
    if written.is_err() {
        // The error that is told is the first one.
        let _ = fs::remove_file(&beside);
    }
    written
}

fn replace(
    path: &Path,
    beside: &Path,
    new: &mut File,
    group: &str,
    check: impl Fn(&str) -> Result<(), Vec<Fault>>,
) -> Result<()> {
    let text = fs::read_to_string(path).with_context(|| format!("cannot read {}", path.display()))?;
    let whole = with(&text, group);
    check(&whole).map_err(|faults| {
        let told: Vec<String> = faults.iter().map(ToString::to_string).collect();
        anyhow!("nothing was written, as the settings would then be wrong:\n{}", told.join("\n"))
    })?;
    let failed = || format!("cannot write {}", beside.display());
    new.write_all(whole.as_bytes()).with_context(failed)?;
    new.set_permissions(fs::metadata(path)?.permissions()).with_context(failed)?;
    new.sync_all().with_context(failed)?;
    fs::rename(beside, path).with_context(|| format!("cannot replace {}", path.display()))?;
    // So that the name, too, outlives a loss of power.
    if let Some(folder) = path.parent() {
        let _ = File::open(folder).and_then(|folder| folder.sync_all());
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test fails by panicking")]
    use super::*;
    use std::os::unix::fs::{PermissionsExt, symlink};

    const OLD: &str = "# Ours.\n[station]  # first\nname = \"X\"\n";

    fn good(_: &str) -> Result<(), Vec<Fault>> {
        Ok(())
    }

    #[test]
    fn what_stands_there_stays_and_a_link_stays_a_link() {
        let folder = tempfile::tempdir().unwrap();
        let (file, link) = (folder.path().join("real.toml"), folder.path().join("station.toml"));
        fs::write(&file, OLD).unwrap();
        fs::set_permissions(&file, PermissionsExt::from_mode(0o640)).unwrap();
        symlink(&file, &link).unwrap();
        append(&link, "[town.a]\n", good).unwrap();
        assert_eq!(fs::read_to_string(&file).unwrap(), format!("{OLD}\n[town.a]\n"));
        assert!(fs::symlink_metadata(&link).unwrap().is_symlink());
        assert_eq!(fs::metadata(&file).unwrap().permissions().mode() & 0o777, 0o640);
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 2, "nothing is left behind");
    }

    #[test]
    fn what_would_be_wrong_is_not_written() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("station.toml");
        fs::write(&file, OLD).unwrap();
        let refused = append(&file, "[town.a]\n", |text| {
            assert!(text.ends_with("[town.a]\n"));
            Err(vec![Fault::of_file("station.toml", "It is wrong.", "")])
        });
        assert!(refused.unwrap_err().to_string().ends_with("station.toml: It is wrong."));
        assert_eq!(fs::read_to_string(&file).unwrap(), OLD);
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1, "nothing is left behind");
        // Somebody else is at it.
        fs::write(folder.path().join("station.toml.new"), "").unwrap();
        assert!(append(&file, "[town.a]\n", good).unwrap_err().to_string().contains("delete it"));
        assert_eq!(fs::read_to_string(&file).unwrap(), OLD);
    }

    #[test]
    fn line_ends_and_last_lines() {
        assert_eq!(with("", "[a]\n"), "[a]\n");
        assert_eq!(with("a = 1", "[a]\nb = 2\n"), "a = 1\n\n[a]\nb = 2\n");
        assert_eq!(with("a = 1\r\n", "[a]\nb = 2\n"), "a = 1\r\n\r\n[a]\r\nb = 2\r\n");
        assert_eq!(
            ["42", "-122.8756", "0.00001"].map(|text| degrees(text.parse().unwrap())),
            ["42.0", "-122.8756", "0.0"]
        );
    }
}

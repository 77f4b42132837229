//! The words after a command: switches, options with a value, and names.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use anyhow::Result;

/// What a command understands.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Grammar {
    /// Printed by `--help` and after a mistake.
    pub(crate) help: &'static str,
    /// Switches without a value, with their dashes: `--quick`.
    pub(crate) switches: &'static [&'static str],
    /// Options with a value, with their dashes: `--port`.
    pub(crate) options: &'static [&'static str],
    /// Whether words without dashes are welcome.
    pub(crate) names: bool,
}

/// What was said.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Arguments {
    switches: BTreeSet<&'static str>,
    options: BTreeMap<&'static str, String>,
    names: Vec<String>,
}

/// A command line that the command does not understand; the program ends with status 2.
#[derive(Debug)]
pub(crate) struct Misuse {
    what: String,
    help: &'static str,
}

impl Grammar {
    /// Takes the words apart; `None` means that help was asked for and has been printed.
    ///
    /// # Errors
    /// [`Misuse`] for an unknown word, or an option without its value.
    pub(crate) fn read(&self, words: &[String]) -> Result<Option<Arguments>> {
        if words.iter().any(|word| word == "-h" || word == "--help") {
            print!("{}", self.help);
            return Ok(None);
        }
        let mut said = Arguments::default();
        let mut words = words.iter();
        while let Some(word) = words.next() {
            let (key, glued) = match word.split_once('=') {
                Some((key, value)) if key.starts_with("--") => (key, Some(value)),
                _ => (word.as_str(), None),
            };
            if let Some(switch) = self.switches.iter().find(|known| **known == key && glued.is_none()) {
                said.switches.insert(switch);
            } else if let Some(option) = self.options.iter().find(|known| **known == key) {
                let value = glued.or_else(|| words.next().map(String::as_str));
                let value = value.ok_or_else(|| self.misuse(format!("{key} needs a value")))?;
                said.options.insert(option, value.to_owned());
            } else if self.names && !word.starts_with('-') {
                said.names.push(word.clone());
            } else {
                return Err(self.misuse(format!("'{word}' is not understood here")).into());
            }
        }
        Ok(Some(said))
    }

    /// A mistake in the words, to be answered with the help text.
    pub(crate) fn misuse(&self, what: String) -> Misuse {
        Misuse { what, help: self.help }
    }
}

impl Arguments {
    /// Whether the switch was given.
    pub(crate) fn has(&self, switch: &str) -> bool {
        self.switches.contains(switch)
    }

    /// The value of an option; the last one wins.
    pub(crate) fn value(&self, option: &str) -> Option<&str> {
        self.options.get(option).map(String::as_str)
    }

    /// The words without dashes, in order.
    pub(crate) fn names(&self) -> &[String] {
        &self.names
    }
}

impl fmt::Display for Misuse {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{}\n\n{}", self.what, self.help)
    }
}

impl std::error::Error for Misuse {}

#[cfg(test)]
mod tests {
    use super::*;

    const GRAMMAR: Grammar =
        Grammar { help: "help", switches: &["--quick"], options: &["--port"], names: true };

    fn read(line: &str) -> Result<Option<Arguments>> {
        let words: Vec<String> = line.split_whitespace().map(str::to_owned).collect();
        GRAMMAR.read(&words)
    }

    #[test]
    fn takes_switches_options_and_names_in_any_order() {
        let said = read("kill --port 4001 --quick more").unwrap().unwrap();
        assert!(said.has("--quick"));
        assert_eq!(said.value("--port"), Some("4001"));
        assert_eq!(said.names(), ["kill", "more"]);
        assert_eq!(read("--port=5").unwrap().unwrap().value("--port"), Some("5"));
    }

    #[test]
    fn refuses_what_it_does_not_know() {
        for line in ["--slow", "--port", "--quick=yes", "-x"] {
            let fault = read(line).unwrap_err();
            assert!(fault.is::<Misuse>(), "{line} gave {fault}");
        }
    }

    #[test]
    fn help_wins() {
        assert_eq!(read("--port --help").unwrap(), None);
    }
}

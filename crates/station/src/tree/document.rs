//! A file, what it says, and the place of everything it says.

use super::{Described, Shape, check};
use crate::fault::Fault;
use serde::de::DeserializeOwned;
use std::ops::Range;
use toml::{
    Spanned,
    de::{DeTable, DeValue},
};

/// A TOML text with the places of its values.
pub struct Document<'t> {
    name: String,
    text: &'t str,
    /// Line of the first line of `text` in its file: front matter does not begin at 1.
    first_line: usize,
    root: Spanned<DeValue<'t>>,
    faults: Vec<Fault>,
    /// What is strange and may yet be meant.
    remarks: Vec<Fault>,
}

impl<'t> Document<'t> {
    /// Read a text that stands in the file `name` from line `first_line` on. `None` when it has faults, which are
    /// then kept in the document.
    pub fn read<T: Described + DeserializeOwned>(
        name: &str,
        text: &'t str,
        first_line: usize,
    ) -> (Self, Option<T>) {
        let (table, errors) = DeTable::parse_recoverable(text);
        let span = table.span();
        let root = Spanned::new(span, DeValue::Table(table.into_inner()));
        let mut document =
            Self { name: name.to_owned(), text, first_line, root, faults: Vec::new(), remarks: Vec::new() };
        for error in errors {
            let what = format!("This is not TOML: {}.", error.message());
            document.tell(error.span(), "", what, "Text stands in quotes, lists in square brackets.");
        }
        if document.faults.is_empty() {
            for check::Found { span, path, what, remedy } in
                check::check(&document.root, &Shape::Group(&T::GROUP))
            {
                document.tell(Some(span), &path, what, remedy);
            }
        }
        if !document.faults.is_empty() {
            return (document, None);
        }
        match toml::from_str(text) {
            Ok(value) => (document, Some(value)),
            Err(error) => {
                document.tell(error.span(), "", format!("{}.", error.message()), "Correct the value.");
                (document, None)
            }
        }
    }

    /// Note a fault of the value at a path: keys, and the places of list entries from 0. When the value is not there
    /// the nearest group around it is named.
    pub fn fault(&mut self, path: &[&str], what: impl Into<String>, remedy: impl Into<String>) {
        let span = self.span(path);
        self.tell(Some(span), &path.join("."), what, remedy);
    }

    /// Note something strange that may yet be meant: nothing is refused for it.
    pub fn remark(&mut self, path: &[&str], what: impl Into<String>, remedy: impl Into<String>) {
        let span = self.span(path);
        let remark = self.told(Some(span), &path.join("."), what, remedy);
        self.remarks.push(remark);
    }

    /// Every remark so far, in order of the file.
    pub fn take_remarks(&mut self) -> Vec<Fault> {
        let mut remarks = std::mem::take(&mut self.remarks);
        remarks.sort_by_key(|remark| (remark.line, remark.column));
        remarks
    }

    /// Every fault so far, in order of the file.
    pub fn into_faults(mut self) -> Vec<Fault> {
        self.faults.sort_by_key(|fault| (fault.line, fault.column));
        self.faults
    }

    /// Whether anything is wrong so far.
    pub fn is_good(&self) -> bool {
        self.faults.is_empty()
    }

    fn span(&self, path: &[&str]) -> Range<usize> {
        let mut here = &self.root;
        for step in path {
            let next = match here.get_ref() {
                DeValue::Table(_) => here.get_ref().get(*step),
                DeValue::Array(_) => step.parse::<usize>().ok().and_then(|index| here.get_ref().get(index)),
                _ => None,
            };
            match next {
                Some(next) => here = next,
                None => break,
            }
        }
        here.span()
    }

    fn tell(
        &mut self,
        span: Option<Range<usize>>,
        path: &str,
        what: impl Into<String>,
        remedy: impl Into<String>,
    ) {
        let fault = self.told(span, path, what, remedy);
        self.faults.push(fault);
    }

    fn told(
        &self,
        span: Option<Range<usize>>,
        path: &str,
        what: impl Into<String>,
        remedy: impl Into<String>,
    ) -> Fault {
        let before = self.text.get(..span.map_or(0, |span| span.start)).unwrap_or_default();
        let line = before.matches('\n').count() + self.first_line;
        let column = before.rsplit('\n').next().map_or(0, |start| start.chars().count()) + 1;
        Fault {
            file: self.name.clone(),
            line: Some(line),
            column: Some(column),
            path: path.into(),
            what: what.into(),
            remedy: remedy.into(),
        }
    }
}

//! The address that somebody chooses for something new: as typed, or made of its name.

use model::slug::Slug;

/// Words that have a meaning of their own in the desk's addresses.
const RESERVED: [&str; 2] = ["new", "paste"];

/// The slug that was typed, or one of the name; `field` is where the name was typed.
pub(crate) fn read(typed: Option<String>, name: &str, field: &'static str) -> Result<Slug, desk::Error> {
    let wrong =
        |field, what: String, remedy: &str| desk::Error::Invalid { field, what, remedy: remedy.to_owned() };
    let slug = match typed {
        Some(text) => Slug::parse(&text)
            .map_err(|error| wrong("slug", format!("The address {error}."), "Write such as a-few-words."))?,
        None if name.is_empty() => {
            return Err(wrong(field, "This is empty.".to_owned(), "Write a few words."));
        }
        None => Slug::from_headline(name).ok_or_else(|| {
            wrong("slug", "There are no letters to make an address of.".to_owned(), "Write an address.")
        })?,
    };
    if RESERVED.contains(&slug.as_str()) {
        return Err(wrong("slug", format!("The address “{slug}” is taken by the desk."), "Choose another."));
    }
    Ok(slug)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test fails by panicking")]
    use super::read;

    #[test]
    fn an_address_is_as_typed_or_of_the_name() {
        assert_eq!(read(Some("ana".to_owned()), "Ana Ruiz", "name").unwrap().as_str(), "ana");
        assert_eq!(read(None, "Ana Ruiz", "name").unwrap().as_str(), "ana-ruiz");
        for (typed, name) in [(Some("New!"), "x"), (Some("new"), "x"), (None, ""), (None, "new"), (None, "…")]
        {
            assert!(read(typed.map(str::to_owned), name, "name").is_err(), "{typed:?} {name}");
        }
    }
}

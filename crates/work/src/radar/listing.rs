//! The listing of a bucket: XML as S3 writes it, read with caps, because anybody may answer at an address.

use crate::radar::source::Fault;
use quick_xml::{Reader, events::Event};

/// Names that are read of one listing; a bucket gives a thousand at a time.
const MOST: usize = 2_000;
/// The longest name that is taken.
const LONGEST: usize = 200;
/// Elements within each other.
const DEEPEST: usize = 16;

/// What a bucket has under a prefix.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Listing {
    /// Names of files, in the order of the bucket.
    pub(super) keys: Vec<String>,
    /// Folders.
    pub(super) folders: Vec<String>,
}

/// Reads a listing.
pub(super) fn read(bytes: &[u8]) -> Result<Listing, Fault> {
    let text = std::str::from_utf8(bytes).map_err(|_| Fault::Listing("it is no text"))?;
    let mut reader = Reader::from_str(text);
    let mut listing = Listing::default();
    let mut path: Vec<String> = Vec::new();
    let mut words = String::new();
    let mut is_listing = false;
    loop {
        match reader.read_event() {
            Ok(Event::Start(start)) => {
                if path.len() >= DEEPEST {
                    return Err(Fault::Listing("it is nested too deep"));
                }
                path.push(start.local_name().as_ref().to_owned());
                is_listing |= path.len() == 1 && path[0] == "ListBucketResult";
                words.clear();
            }
            Ok(Event::Text(part)) => {
                let part = part.xml10_content();
                if words.len() + part.len() <= LONGEST {
                    words.push_str(&part);
                }
            }
            Ok(Event::End(_)) => {
                let names: Vec<&str> = path.iter().map(String::as_str).collect();
                let list = match names.as_slice() {
                    [_, "Contents", "Key"] => Some(&mut listing.keys),
                    [_, "CommonPrefixes", "Prefix"] => Some(&mut listing.folders),
                    _ => None,
                };
                if let Some(list) = list.filter(|list| list.len() < MOST && is_name(&words)) {
                    list.push(std::mem::take(&mut words));
                }
                path.pop();
            }
            Ok(Event::Eof) if !path.is_empty() => return Err(Fault::Listing("it ends in the middle")),
            Ok(Event::Eof) if is_listing => return Ok(listing),
            Ok(Event::Eof) => return Err(Fault::Listing("it is something else")),
            // References, declarations and the like are in no name of a radar's file.
            Ok(_) => {}
            Err(_) => return Err(Fault::Listing("it is no XML")),
        }
    }
}

/// A name can become a part of an address and of a path: nothing that leads elsewhere.
fn is_name(text: &str) -> bool {
    let is_good = |byte: u8| byte.is_ascii_alphanumeric() || b"/-_.".contains(&byte);
    !text.is_empty() && text.bytes().all(is_good) && !text.contains("..") && !text.starts_with('/')
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test fails by panicking")]
    use super::*;

    #[test]
    fn a_listing_names_files_and_folders() {
        let xml = br#"<?xml version="1.0" encoding="UTF-8"?>
<ListBucketResult xmlns="http://s3.amazonaws.com/doc/2006-03-01/"><Name>x</Name><Prefix>KMAX/</Prefix>
<Contents><Key>KMAX/548/20210215-212114-001-S</Key><Size>5</Size></Contents>
<Contents><Key>KMAX/548/20210215-212114-002-I</Key></Contents>
<CommonPrefixes><Prefix>KMAX/548/</Prefix></CommonPrefixes></ListBucketResult>"#;
        let listing = read(xml).unwrap();
        assert_eq!(listing.keys, ["KMAX/548/20210215-212114-001-S", "KMAX/548/20210215-212114-002-I"]);
        assert_eq!(listing.folders, ["KMAX/548/"]);
    }

    #[test]
    fn a_hostile_listing_is_refused_or_read_without_its_names() {
        for bytes in [
            &b""[..],
            b"<html>no</html>",
            b"<ListBucketResult><Contents><Key>a",
            b"\xff\xfe\x00",
            b"{\"keys\":[]}",
        ] {
            assert!(read(bytes).is_err(), "{}", String::from_utf8_lossy(bytes));
        }
        let deep = format!("<ListBucketResult>{}", "<a>".repeat(100_000));
        assert!(read(deep.as_bytes()).is_err());
        let leads_away = b"<ListBucketResult><Contents><Key>../../etc/passwd</Key></Contents><Contents><Key>/etc</Key></Contents><Contents><Key>a?b</Key></Contents></ListBucketResult>";
        assert_eq!(read(leads_away).unwrap(), Listing::default());
        let many = format!(
            "<ListBucketResult>{}</ListBucketResult>",
            "<Contents><Key>a</Key></Contents>".repeat(5_000)
        );
        assert_eq!(read(many.as_bytes()).unwrap().keys.len(), MOST);
        let bomb = br#"<!DOCTYPE a [<!ENTITY b "x"><!ENTITY c "&b;&b;">]><ListBucketResult><Contents><Key>&c;</Key></Contents></ListBucketResult>"#;
        assert_eq!(read(bomb).unwrap(), Listing::default(), "references are not followed");
    }
}

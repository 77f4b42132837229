//! What photographers and agencies write into pictures is found, and nothing else.

use images::{Facts, Format, Limits, inspect};

use crate::build::{
    Entry, ascii, gif, jpeg, png, quarters, riff_chunk, tiff, webp_animated, webp_lossy, with_chunk,
    with_exif, with_iptc, with_riff, with_xmp, zlib,
};

fn facts(file: &[u8]) -> Facts {
    inspect(file, &Limits::default()).unwrap()
}

fn plain() -> Vec<u8> {
    jpeg(&quarters(32, 32), 90)
}

fn texts(facts: &Facts) -> [Option<&str>; 5] {
    [&facts.caption, &facts.credit, &facts.copyright, &facts.alt, &facts.taken].map(|text| text.as_deref())
}

const PACKET: &str = r#"<?xpacket begin="" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
 <rdf:Description rdf:about="" xmlns:d="http://purl.org/dc/elements/1.1/" xmlns:ps="http://ns.adobe.com/photoshop/1.0/"
   xmlns:core="http://iptc.org/std/Iptc4xmpCore/1.0/xmlns/" xmlns:e="http://ns.adobe.com/exif/1.0/" ps:Credit="KTST &amp; The Bee">
  <d:description><rdf:Alt>
    <rdf:li xml:lang="es">Nieve en el paso</rdf:li>
    <rdf:li xml:lang="x-default">Snow on the pass &amp; ice &#x2014; again</rdf:li></rdf:Alt></d:description>
  <d:creator><rdf:Seq><rdf:li>Ana Cruz</rdf:li><rdf:li>Bo Lind</rdf:li></rdf:Seq></d:creator>
  <d:rights><rdf:Alt><rdf:li xml:lang="x-default"><![CDATA[© 2021 <KTST>]]></rdf:li></rdf:Alt></d:rights>
  <core:AltTextAccessibility><rdf:Alt><rdf:li xml:lang="x-default">A plough in deep snow</rdf:li></rdf:Alt></core:AltTextAccessibility>
  <e:GPSLatitude>42,19.5N</e:GPSLatitude>
  <e:History><rdf:li><d:description>An ingredient</d:description></rdf:li></e:History>
 </rdf:Description></rdf:RDF></x:xmpmeta><?xpacket end="w"?>"#;

const READ: [Option<&str>; 5] = [
    Some("Snow on the pass & ice — again"),
    Some("KTST & The Bee"),
    Some("© 2021 <KTST>"),
    Some("A plough in deep snow"),
    None,
];

#[test]
fn xmp_is_read_from_every_container_that_has_it() {
    let picture = quarters(32, 32);
    let text = |compressed: bool| {
        let words = if compressed { zlib(PACKET.as_bytes()) } else { PACKET.as_bytes().to_vec() };
        [b"XML:com.adobe.xmp\0", &[u8::from(compressed), 0][..], b"\0\0", &words].concat()
    };
    let files = [
        with_xmp(&plain(), PACKET),
        with_chunk(&png(&picture), b"iTXt", &text(false)),
        with_chunk(&png(&picture), b"iTXt", &text(true)),
        with_riff(&webp_lossy(&picture), 0x04, (32, 32), &riff_chunk(b"XMP ", PACKET.as_bytes())),
    ];
    for (which, file) in files.iter().enumerate() {
        let facts = facts(file);
        assert_eq!(texts(&facts), READ, "file {which}");
        assert!(facts.had_location, "file {which}");
    }
}

#[test]
fn without_a_credit_line_the_creators_are_credited() {
    let packet = PACKET.replace(r#"ps:Credit="KTST &amp; The Bee""#, "");
    assert_eq!(facts(&with_xmp(&plain(), &packet)).credit.as_deref(), Some("Ana Cruz, Bo Lind"));
}

#[test]
fn other_namespaces_with_the_same_prefix_are_not_believed() {
    let packet = PACKET.replace("http://purl.org/dc/elements/1.1/", "http://example.org/");
    assert_eq!(facts(&with_xmp(&plain(), &packet)).caption, None);
}

#[test]
fn iptc_is_read_as_utf8_or_as_windows_1252() {
    let file = with_iptc(
        &plain(),
        &[(120, "Nieve en Cañón".as_bytes()), (110, b"AP"), (116, b"\xa9 AP"), (80, b"Ana Cruz")],
    );
    assert_eq!(texts(&facts(&file)), [Some("Nieve en Cañón"), Some("AP"), Some("© AP"), None, None]);
    let file = with_iptc(&plain(), &[(80, b"Ana Cruz")]);
    assert_eq!(facts(&file).credit.as_deref(), Some("Ana Cruz"));
}

fn camera(big: bool, gps: &[Entry]) -> Vec<u8> {
    let main = [ascii(0x010e, "Ice on I-5"), ascii(0x013b, "Bo Lind"), ascii(0x8298, "(c) Bo Lind")];
    let exif = [ascii(0x9003, "2021:03:01 06:05:04"), ascii(0x9011, "-08:00")];
    tiff(big, &main, &exif, gps)
}

#[test]
fn exif_is_read_in_both_byte_orders_and_location_is_noticed() {
    for big in [false, true] {
        let found = facts(&with_exif(&plain(), &camera(big, &[])));
        let wanted = [
            Some("Ice on I-5"),
            Some("Bo Lind"),
            Some("(c) Bo Lind"),
            None,
            Some("2021-03-01T06:05:04-08:00"),
        ];
        assert_eq!(texts(&found), wanted);
        assert!(!found.had_location);
        let place = [(1, 2, 2, b"N\0".to_vec()), (2, 5, 3, vec![1; 24])];
        assert!(facts(&with_exif(&plain(), &camera(big, &place))).had_location);
    }
}

#[test]
fn xmp_is_believed_before_iptc_before_exif() {
    let exif = with_exif(&plain(), &camera(true, &[]));
    let both = with_iptc(&exif, &[(120, b"From the agency")]);
    assert_eq!(facts(&both).caption.as_deref(), Some("From the agency"));
    let all = facts(&with_xmp(&both, PACKET));
    assert_eq!(all.caption.as_deref(), READ[0]);
    assert_eq!(all.taken.as_deref(), Some("2021-03-01T06:05:04-08:00"));
}

#[test]
fn pictures_without_words_have_none() {
    let found = facts(&plain());
    assert_eq!(texts(&found), [None; 5]);
    assert_eq!((found.format, found.width, found.height, found.animated), (Format::Jpeg, 32, 32, false));
    assert!(!found.had_location);
}

#[test]
fn animations_are_noticed() {
    let picture = quarters(32, 16);
    let rgba = image::DynamicImage::ImageRgb8(picture.clone()).into_rgba8();
    assert!(!facts(&gif(std::slice::from_ref(&rgba))).animated);
    assert!(facts(&gif(&[rgba.clone(), rgba])).animated);
    assert!(facts(&webp_animated(&[picture.clone(), picture.clone()])).animated);
    assert!(facts(&with_chunk(&png(&picture), b"acTL", &[0, 0, 0, 2, 0, 0, 0, 0])).animated);
}

#[test]
fn hostile_metadata_is_skipped_and_the_picture_kept() {
    let deep = "<a>".repeat(20_000);
    let entities = r#"<!DOCTYPE x [<!ENTITY a "aaaaaaaa"><!ENTITY b "&a;&a;&a;">]>"#.to_owned()
        + &PACKET.replace("&amp; ice", "&b;");
    let own_child = tiff(true, &[(0x8769, 4, 1, vec![0, 0, 0, 8])], &[], &[]);
    let beyond = tiff(true, &[(0x010e, 2, u32::MAX, vec![0xff; 4]), (0x8298, 2, 9, vec![0xff; 4])], &[], &[]);
    let files = [
        with_xmp(&plain(), &deep),
        with_xmp(&plain(), &PACKET[..400]),
        with_xmp(&plain(), "\u{feff}<<<>&&;</x>"),
        with_exif(&plain(), &own_child),
        with_exif(&plain(), &beyond),
        with_exif(&plain(), b"MM\0"),
        with_iptc(&plain(), &[]),
        with_iptc(&plain(), &[(120, &[0xff; 3000])]),
    ];
    for (which, file) in files.iter().enumerate() {
        assert_eq!(facts(file).width, 32, "file {which}");
    }
    let kept = facts(&with_xmp(&plain(), &entities));
    assert_eq!(kept.caption.as_deref(), Some("Snow on the pass — again"));
}

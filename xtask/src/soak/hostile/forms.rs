//! What the desk is sent by somebody who is signed in, or would like to be.

use anyhow::Result;

use super::super::editor::{form, send_form};
use super::super::wire;
use super::Siege;

const MEGABYTES: usize = 1 << 20;

pub(super) fn send(siege: &mut Siege<'_>) -> Result<()> {
    sizes(siege);
    slugs(siege);
    strangers(siege);
    Ok(())
}

/// Fields that are too large, together or alone; too many; nested too deeply.
fn sizes(siege: &mut Siege<'_>) {
    let (address, cookie) = (siege.address(), siege.editor.cookie().to_owned());
    let many: String = (0..200_000).map(|number| format!("tags={number}&")).collect();
    let deep = format!("body={}", "%3E".repeat(200_000));
    let stars = form(&[("headline", "Stars"), ("section", "local"), ("body", &"*_[".repeat(150_000))]);
    for (what, body, statuses) in [
        ("a headline of 10 MB", form(&[("headline", &"x".repeat(10 * MEGABYTES))]), &[413_u16][..]),
        ("a headline of 300 KB", form(&[("headline", &"x".repeat(300_000))]), &[422]),
        ("a body of 1.5 MB", form(&[("headline", "Long"), ("body", &"long ".repeat(300_000))]), &[413, 422]),
        ("200,000 fields", many, &[400, 413, 422, 303]),
        ("200,000 quotes within quotes", deep, &[422, 303]),
        ("half a million marks", stars, &[422, 303]),
        ("no form at all", "%%%=%%%&&&&=====".to_owned(), &[400, 422, 303]),
        ("a slug with NUL, which no keyboard types", "headline=x&slug=a%00b".to_owned(), &[422, 303]),
        ("bytes that are no text", "headline=%ff%fe%00%c0%af".to_owned(), &[400, 422, 303]),
    ] {
        let answer = send_form(address, "/desk/stories", &cookie, &body);
        siege.expect_status(what, &answer, statuses);
    }
    let typed =
        [("Content-Type", "text/plain"), ("Sec-Fetch-Site", "same-origin"), ("Cookie", cookie.as_str())];
    let answer = wire::once(address, "POST", "/desk/stories", &typed, b"headline=x");
    siege.expect_status("a form that is called text", &answer, &[400, 415, 422]);
}

/// Addresses that a story would like to have.
fn slugs(siege: &mut Siege<'_>) {
    let (address, cookie) = (siege.address(), siege.editor.cookie().to_owned());
    for slug in [
        "../../etc/passwd",
        "a/b",
        "%2e%2e%2f",
        "<script>",
        "con\\aux",
        "\u{202e}gnp.exe",
        "..",
        ".",
        "a?page=2",
        "a#b",
        &"a".repeat(5_000),
    ] {
        let body = form(&[("headline", "A slug"), ("section", "local"), ("slug", slug), ("body", "Text.")]);
        let answer = send_form(address, "/desk/stories", &cookie, &body);
        siege.expect_status(
            &format!("the slug {:?}", slug.chars().take(20).collect::<String>()),
            &answer,
            &[422],
        );
    }
}

/// People from elsewhere, with or without a session.
fn strangers(siege: &mut Siege<'_>) {
    let (address, cookie) = (siege.address(), siege.editor.cookie().to_owned());
    let kind = ("Content-Type", "application/x-www-form-urlencoded");
    for (what, headers, status) in [
        (
            "a form of another site",
            vec![kind, ("Sec-Fetch-Site", "cross-site"), ("Cookie", cookie.as_str())],
            &[403_u16][..],
        ),
        (
            "a form of another origin",
            vec![kind, ("Origin", "https://evil.example"), ("Cookie", cookie.as_str())],
            &[403],
        ),
        (
            "a made-up session",
            vec![kind, ("Sec-Fetch-Site", "same-origin"), ("Cookie", "bellwether_session=aaaa")],
            &[303],
        ),
    ] {
        let answer = wire::once(address, "POST", "/desk/stories", &headers, b"headline=Stolen&verb=publish");
        siege.expect_status(what, &answer, status);
        if let Some(to) = answer.ok().and_then(|answer| answer.header("location").map(str::to_owned)) {
            siege.expect(what, to.starts_with("/desk/sign-in"), || format!("leads to {to}"));
        }
    }
    for next in [
        "https://evil.example/",
        "//evil.example/",
        "/\\evil.example",
        "javascript:alert(1)",
        "/desk/../../x",
    ] {
        let body = form(&[("email", "soak@signal.example"), ("password", "wrong"), ("next", next)]);
        let answer = send_form(address, "/desk/sign-in", "", &body);
        siege.expect_status("a wrong password", &answer, &[422, 429]);
    }
}

//! Where to go after signing in: a screen of the desk, never another site.

/// The way back that a link or form names, if it leads to a screen of the desk; the health board otherwise.
///
/// Browsers read `\` as `/`, drop tabs and line ends, and take `//host` for another site: anything but plain path
/// characters is refused rather than mended.
pub(crate) fn local(wanted: &str) -> &str {
    let path = wanted.split_once('?').map_or(wanted, |(path, _)| path);
    let below = path.strip_prefix("/desk").is_some_and(|rest| rest.is_empty() || rest.starts_with('/'));
    let plain = wanted.bytes().all(|byte| byte.is_ascii_graphic() && !b"\\#<>\"".contains(&byte));
    let straight = !path.contains("//") && !path.contains("..") && !path.contains('%');
    let circles =
        ["/desk/sign-in", "/desk/sign-out", "/desk/setup"].iter().any(|door| path.starts_with(door));
    if below && plain && straight && !circles && wanted.len() <= 500 { wanted } else { "/desk" }
}

#[cfg(test)]
mod tests {
    use super::local;

    #[test]
    fn only_screens_of_the_desk_are_a_way_back() {
        for good in
            ["/desk", "/desk/stories/42", "/desk/stories?status=draft&q=water%20rights", "/desk?said=done"]
        {
            assert_eq!(local(good), good);
        }
        for bad in [
            "",
            "/",
            "/story/2021/03/vote",
            "//evil.example/desk",
            "https://evil.example/desk",
            "/desk//evil.example",
            "/desk/../../evil",
            "/desk/%2e%2e/evil",
            "/deskevil",
            "/desk\\evil",
            "/\\evil.example",
            "/desk/\r\nSet-Cookie: a=b",
            "/desk\t",
            "/desk/stories/ü",
            "javascript:alert(1)",
            "/desk/sign-in?back=/desk",
            "/desk/sign-out",
            "/desk/setup/abc",
        ] {
            assert_eq!(local(bad), "/desk", "{bad:?}");
        }
        let long = format!("/desk/{}", "a".repeat(600));
        assert_eq!(local(&long), "/desk");
    }
}

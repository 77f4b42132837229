//! The page of addresses for people, `docs/routes.md`, says what the table of routes says.

use super::newsroom::Newsroom;
use crate::{policy::Policy, route::Access, routes::table};
use axum::body::Body;
use http::{Request, StatusCode, header};
use model::user::{Action, Role};
use std::collections::BTreeMap;

/// A row of the page: the cells behind the address.
type Rows = BTreeMap<String, Vec<String>>;

/// The tables under two headings of the page.
fn documented() -> (Rows, Rows) {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/routes.md");
    let text = std::fs::read_to_string(path).unwrap();
    let under = |heading: &str| {
        let (_, rest) = text.split_once(&format!("\n## {heading}\n")).unwrap();
        let part = rest.split("\n## ").next().unwrap();
        let rows = part.lines().filter_map(|line| line.strip_prefix("| `"));
        let mut found = Rows::new();
        for row in rows {
            let (address, cells) = row.split_once("` |").unwrap();
            let cells = cells.trim_end_matches('|').split(" | ").map(|cell| cell.trim().to_owned()).collect();
            assert!(found.insert(address.to_owned(), cells).is_none(), "{address} stands there twice");
        }
        found
    };
    (under("For readers"), under("For the newsroom"))
}

fn access(access: Access) -> &'static str {
    match access {
        Access::Public => "everybody",
        Access::Link => "link",
        Access::May(Action::Write) => "may write",
        Access::May(Action::Publish) => "may publish",
        Access::May(Action::Withdraw) => "may withdraw",
        Access::May(Action::Curate) => "may curate",
        Access::May(Action::Operate) => "may operate",
        Access::May(Action::Forecast) => "may forecast",
        Access::May(Action::Administer) => "may administer",
    }
}

fn policy(policy: Policy) -> &'static str {
    match policy {
        Policy::Page => "page",
        Policy::Immutable => "immutable",
        Policy::Picture => "sent with `public, max-age=86400`",
        Policy::Private => "private",
    }
}

#[test]
fn every_address_is_described_with_its_policy_and_its_access_and_no_other() {
    let (readers, newsroom) = documented();
    let routes = table();
    for route in &routes {
        let (page, said) = match route.access {
            Access::Public => (&readers, policy(route.policy)),
            other => (&newsroom, access(other)),
        };
        let cells = page.get(route.path).unwrap_or_else(|| panic!("docs/routes.md lacks {}", route.path));
        let last = cells.last().unwrap();
        assert!(last.starts_with(said), "docs/routes.md says “{last}” of {}, which is {said}", route.path);
    }
    for address in readers.keys().chain(newsroom.keys()) {
        assert!(
            routes.iter().any(|route| route.path == address),
            "docs/routes.md has {address}, which is no route"
        );
    }
}

#[tokio::test]
async fn every_method_is_described_and_no_other() {
    let (readers, desk) = documented();
    let newsroom = Newsroom::open().await;
    let mut admin = newsroom.signed_in(Role::Admin).await;
    let get = "GET".to_owned();
    let readers = readers.keys().map(|address| (address, &get));
    let desk = desk.iter().map(|(address, cells)| (address, cells.first().unwrap()));
    for (address, methods) in readers.chain(desk) {
        let path = address.replace(['{', '}'], "");
        let answer = admin.ask(Request::delete(&path).body(Body::empty()).unwrap()).await;
        assert_eq!(answer.status, StatusCode::METHOD_NOT_ALLOWED, "{address}");
        let allowed = answer.headers[header::ALLOW].to_str().unwrap().replace("HEAD", "");
        let mut allowed: Vec<_> = allowed.split(',').map(str::trim).filter(|one| !one.is_empty()).collect();
        allowed.sort_unstable();
        assert_eq!(allowed.join(" "), *methods, "{address}");
    }
}

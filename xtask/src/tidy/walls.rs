//! Rules about manifests: arrows between our crates, and crates from outside that belong to one room.

use super::arrows::{ARROWS, PROVING_ROOM, WALLS, Wall};
use super::{Fault, File, text_of};
use crate::workspace::{Dependency, Kind, Package, Workspace};

/// Checks every manifest of the workspace.
pub(crate) fn check(workspace: &Workspace, files: &[File]) -> Vec<Fault> {
    let ours: Vec<&str> = workspace.packages.iter().map(|package| package.name.as_str()).collect();
    let mut faults = Vec::new();
    for package in &workspace.packages {
        let path = workspace.relative(&package.manifest);
        let text = text_of(files, &path).unwrap_or_default();
        let mut report = |wanted: &str, what: String, remedy| {
            faults.push(Fault::new(&path, line_of(text, wanted), what, remedy));
        };
        let Some((_, allowed)) = ARROWS.iter().find(|(room, _)| *room == package.name) else {
            let what = format!("the table of arrows does not know the crate `{}`", package.name);
            report(
                "name",
                what,
                "Add its row to xtask/src/tidy/arrows.rs and to ARCHITECTURE.md, or make it a module.",
            );
            continue;
        };
        for wanted in package.dependencies.iter().filter(|wanted| !is_free(package, wanted)) {
            let (room, name) = (&package.name, wanted.name.as_str());
            if ours.contains(&name) && wanted.kind == Kind::Normal && !allowed.contains(&name) {
                let remedy =
                    "Move the code to a room that may do this; the table is xtask/src/tidy/arrows.rs.";
                report(name, format!("`{room}` must not import `{name}`"), remedy);
            }
            for wall in WALLS.iter().filter(|wall| wall.forbids(room, wanted)) {
                report(name, format!("`{room}` must not use `{name}`"), wall.remedy);
            }
        }
    }
    faults
}

impl Wall {
    fn forbids(&self, room: &str, wanted: &Dependency) -> bool {
        let inside = self.rooms.contains(&room) || self.around.is_some_and(|around| around != room);
        let counts = self.tests_too || wanted.kind != Kind::Development;
        !inside && counts && self.crates.iter().any(|pattern| matches(pattern, &wanted.name))
    }
}

/// Tests of the whole program need clients and servers that no room may have.
fn is_free(package: &Package, wanted: &Dependency) -> bool {
    package.name == PROVING_ROOM && wanted.kind == Kind::Development
}

fn matches(pattern: &str, name: &str) -> bool {
    match pattern.strip_suffix('*') {
        Some(beginning) => name.starts_with(beginning),
        None => pattern == name,
    }
}

/// The line of a manifest that names a dependency.
fn line_of(manifest: &str, name: &str) -> usize {
    let names = |line: &str| {
        let rest = line.trim_start().strip_prefix(name)?;
        rest.starts_with(['.', ' ', '=']).then_some(())
    };
    manifest.lines().position(|line| names(line).is_some()).map_or(1, |index| index + 1)
}

#[cfg(test)]
mod tests {
    use std::path::PathBuf;

    use super::*;

    /// One package from a line: `room: normal, normal; development`.
    fn package(line: &str) -> Package {
        let (name, rest) = line.split_once(':').unwrap();
        let (normal, development) = rest.split_once(';').unwrap_or((rest, ""));
        let list = |words: &str, kind| {
            let names = words.split(',').map(str::trim).filter(|word| !word.is_empty());
            names.map(|name| Dependency { name: name.to_owned(), kind }).collect::<Vec<_>>()
        };
        let mut dependencies = list(normal, Kind::Normal);
        dependencies.extend(list(development, Kind::Development));
        Package {
            name: name.to_owned(),
            manifest: PathBuf::from(format!("/clone/{name}/Cargo.toml")),
            dependencies,
        }
    }

    fn found(lines: &[&str]) -> Vec<String> {
        let packages = lines.iter().map(|line| package(line)).collect();
        let workspace = Workspace { root: PathBuf::from("/clone"), target: PathBuf::new(), packages };
        check(&workspace, &[]).into_iter().map(|fault| fault.what).collect()
    }

    #[test]
    fn arrows_of_the_table_are_fine() {
        assert!(
            found(&[
                "model: prose",
                "store: model, sea-orm, sqlx",
                "web: model, store, axum, tower-http",
                "prose:"
            ])
            .is_empty()
        );
    }

    #[test]
    fn arrows_that_run_the_wrong_way_are_named() {
        assert_eq!(found(&["model: store", "store: model"]), ["`model` must not import `store`"]);
        assert_eq!(found(&["web: work", "work: "]), ["`web` must not import `work`"]);
        assert_eq!(found(&["fire: geo", "geo:"]), ["`fire` must not import `geo`"]);
    }

    #[test]
    fn a_crate_that_nobody_planned_is_named() {
        assert_eq!(found(&["utensils:"]), ["the table of arrows does not know the crate `utensils`"]);
    }

    #[test]
    fn walls_hold_for_programs_and_for_tests() {
        assert_eq!(found(&["desk: sqlx"]), ["`desk` must not use `sqlx`"]);
        assert_eq!(found(&["pages: ; sea-orm-migration"]), ["`pages` must not use `sea-orm-migration`"]);
        assert_eq!(
            found(&["work: tower-http, http"]),
            ["`work` must not use `tower-http`", "`work` must not use `http`"]
        );
        assert_eq!(found(&["store: reqwest"]), ["`store` must not use `reqwest`"]);
        assert_eq!(found(&["model: serde_json"]), ["`model` must not use `serde_json`"]);
    }

    #[test]
    fn what_only_looks_alike_is_fine() {
        assert!(found(&["work: httpdate, reqwest", "pages: serde", "model: ; serde_json"]).is_empty());
    }

    #[test]
    fn the_tests_of_the_whole_program_may_use_anything() {
        assert!(found(&["station: ; hyper, reqwest, sqlx, xtask", "xtask:"]).is_empty());
        assert_eq!(found(&["station: axum"]), ["`station` must not use `axum`"]);
    }

    #[test]
    fn every_room_of_the_table_stands_below_those_that_import_it() {
        for (index, (room, allowed)) in ARROWS.iter().enumerate() {
            for wanted in *allowed {
                let below = ARROWS.iter().position(|(name, _)| name == wanted);
                assert!(
                    below.is_some_and(|below| below < index),
                    "{room} → {wanted} points up or to nowhere"
                );
            }
        }
    }

    #[test]
    fn names_the_line_of_the_dependency() {
        assert_eq!(line_of("[dependencies]\nsqlx-core = \"1\"\nsqlx.workspace = true\n", "sqlx"), 3);
    }
}

//! One address of the table: its pattern, its policy, and who may ask it.

use crate::{app::App, policy::Policy};
use axum::routing::MethodRouter;
use model::user::Action;

/// One address.
pub struct Route {
    /// Pattern, with parameters in braces.
    pub path: &'static str,
    /// How the answer may be kept.
    pub policy: Policy,
    /// Who may ask.
    pub access: Access,
    pub(crate) methods: MethodRouter<App>,
}

/// Who may ask an address.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Access {
    /// Anyone.
    Public,
    /// Anyone who holds a secret link or is about to sign in.
    Link,
    /// Whoever is signed in and may do this.
    May(Action),
}

impl Route {
    /// A public page, kept in memory until it is stale.
    pub(crate) fn page(path: &'static str, methods: MethodRouter<App>) -> Self {
        Self { path, policy: Policy::Page, access: Access::Public, methods }
    }

    /// Bytes whose address carries their digest, or a name that never means anything else.
    pub(crate) fn immutable(path: &'static str, methods: MethodRouter<App>) -> Self {
        Self { path, policy: Policy::Immutable, access: Access::Public, methods }
    }

    /// A picture of something public.
    pub(crate) fn picture(path: &'static str, methods: MethodRouter<App>) -> Self {
        Self { path, policy: Policy::Picture, access: Access::Public, methods }
    }

    /// Kept by nobody.
    pub(crate) fn private(path: &'static str, access: Access, methods: MethodRouter<App>) -> Self {
        Self { path, policy: Policy::Private, access, methods }
    }
}

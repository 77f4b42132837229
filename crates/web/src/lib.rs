//! # web: answers a request
//!
//! The route table, the extractors that prove who asks and what, the page cache, and the one place where an error
//! becomes a page. It holds a `Reader` and a `Desk`, so it cannot write past the desk.
//!
//! **Never contains** SQL, outgoing requests, decoding of pictures or radar, or a rule of the newsroom.
//!
//! Reading order: [`server`] (a connection), `front_door` (a request: from memory or through the router), [`routes`]
//! (every address with its policy), [`policy`], [`cache`], then one file per noun: what a handler reads and which page
//! it makes of it. `desk/` holds the newsroom's screens.

pub mod access;
mod air;
mod alert;
mod app;
mod archive;
mod asker;
mod asset;
pub mod cache;
mod chrome;
mod desk;
mod error;
mod error_page;
mod feed;
pub mod figures;
mod frames;
mod front;
mod front_door;
pub mod health;
mod limit;
mod listing;
mod lite;
mod map;
mod media;
mod metrics;
mod module;
mod packed;
mod page;
pub mod policy;
mod proxies;
mod public;
mod radar;
pub mod route;
pub mod routes;
mod secure;
pub mod server;
mod signed_in;
mod sitemap;
mod story;
mod table;
mod warm;
mod warned;
mod weather;

pub use app::{App, Inner, Parts, PictureFacts, Settings, UnderstandPicture};
pub use asker::OwnRouter;
pub use routes::open;

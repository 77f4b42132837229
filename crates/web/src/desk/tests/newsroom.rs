//! A station in a temporary folder, and people with browsers at its desk.

use crate::{
    OwnRouter,
    access::AccessLog,
    app::{App, Parts, PictureFacts, Settings},
};
use axum::body::Body;
use desk::{
    By, Clock, Desk,
    user::{Byline, NewUser},
};
use http::{HeaderMap, Request, StatusCode, header};
use http_body_util::BodyExt;
use jiff::tz::TimeZone;
use model::{
    author::Author,
    section::Section,
    slug::Slug,
    source::Source,
    station::Station,
    table::{Made, Measure, Spec, Table, Tables},
    user::Role,
};
use pages::{Renderer, Theme};
use std::{collections::BTreeMap, sync::Arc};
use store::{Options, Store};
use tower::ServiceExt;

/// Monday evening in Medford.
pub(super) const NOW: &str = "2021-03-02T02:00:00Z";
pub(super) const PASSWORD: &str = "correct horse battery staple";

pub(super) struct Newsroom {
    pub(super) app: App,
    /// The one-time link's secret.
    pub(super) setup: String,
    _folder: tempfile::TempDir,
}

/// Somebody with a browser.
pub(super) struct Browser<'a> {
    newsroom: &'a Newsroom,
    pub(super) cookie: Option<String>,
}

/// What came back.
#[derive(Debug)]
pub(super) struct Answer {
    pub(super) status: StatusCode,
    pub(super) headers: HeaderMap,
    pub(super) body: String,
}

impl Newsroom {
    pub(super) async fn open() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().display();
        let options = Options {
            database: format!("sqlite:{path}/station.sqlite"),
            blobs: format!("file:{path}/blobs"),
            readers: 2,
        };
        let store = Store::open(&options).await.unwrap();
        let now = NOW.parse().unwrap();
        let desk = Desk::new(store.clone(), Clock::new(move || now), Arc::new(station()), tables());
        let author = Author {
            slug: slug("ana-ruiz"),
            name: "Ana Ruiz".to_owned(),
            title: "Reporter".to_owned(),
            bio: String::new(),
            email: None,
            picture: None,
        };
        desk.save_author(&author, &By::station("test")).await.unwrap();
        let setup = desk.setup_token().await.unwrap().unwrap().as_str().to_owned();
        let app = crate::open(Parts {
            store,
            desk: desk.clone(),
            renderer: Arc::new(Renderer::new(&Theme::default()).unwrap()),
            access: AccessLog::new(None, move || now),
            understand_picture: Arc::new(understand),
            settings: Settings::default(),
        });
        desk.ask_through(Arc::new(OwnRouter(app.clone())));
        Self { app, setup, _folder: folder }
    }

    pub(super) fn stranger(&self) -> Browser<'_> {
        Browser { newsroom: self, cookie: None }
    }

    /// Somebody of this role, signed in.
    pub(super) async fn signed_in(&self, role: Role) -> Browser<'_> {
        let email = format!("{}@signal.example", role.as_str());
        let new = NewUser {
            email: email.clone(),
            name: format!("The {}", role.as_str()),
            password: PASSWORD.to_owned(),
            role,
            byline: Byline::None,
        };
        self.app.desk.create_user(new, &By::station("test")).await.unwrap();
        let mut browser = self.stranger();
        let answer = browser.post("/desk/sign-in", &[("email", &email), ("password", PASSWORD)]).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.body);
        browser
    }
}

impl Browser<'_> {
    pub(super) async fn get(&mut self, path: &str) -> Answer {
        self.ask(Request::get(path).body(Body::empty()).unwrap()).await
    }

    pub(super) async fn post(&mut self, path: &str, fields: &[(&str, &str)]) -> Answer {
        let encode = crate::desk::page_number::encoded;
        let pairs: Vec<_> =
            fields.iter().map(|(name, value)| format!("{}={}", encode(name), encode(value))).collect();
        let form = "application/x-www-form-urlencoded";
        let request =
            Request::post(path).header(header::CONTENT_TYPE, form).body(Body::from(pairs.join("&")));
        self.ask(request.unwrap()).await
    }

    pub(super) async fn upload(&mut self, bytes: &[u8], alt: &str) -> Answer {
        let mut body = format!(
            "--x\r\nContent-Disposition: form-data; name=\"alt\"\r\n\r\n{alt}\r\n--x\r\n\
             Content-Disposition: form-data; name=\"picture\"; filename=\"ditch.jpg\"\r\n\r\n"
        )
        .into_bytes();
        body.extend_from_slice(bytes);
        body.extend_from_slice(b"\r\n--x--\r\n");
        let multipart = "multipart/form-data; boundary=x";
        let request =
            Request::post("/desk/pictures").header(header::CONTENT_TYPE, multipart).body(Body::from(body));
        self.ask(request.unwrap()).await
    }

    pub(super) async fn ask(&mut self, mut request: Request<Body>) -> Answer {
        if let Some(cookie) = &self.cookie {
            request.headers_mut().insert(header::COOKIE, cookie.parse().unwrap());
        }
        let Ok(response) = self.newsroom.app.router().clone().oneshot(request).await;
        let (parts, body) = response.into_parts();
        let bytes = body.collect().await.unwrap().to_bytes();
        if let Some(cookie) = parts.headers.get(header::SET_COOKIE) {
            let pair = cookie.to_str().unwrap().split(';').next().unwrap();
            self.cookie = (!pair.ends_with('=')).then(|| pair.to_owned());
        }
        let body = String::from_utf8_lossy(&bytes).into_owned();
        Answer { status: parts.status, headers: parts.headers, body }
    }

    /// Begin a story that could be published; answers the path of its form.
    pub(super) async fn begins_a_story(&mut self, headline: &str) -> String {
        let answer = self.post("/desk/stories", &whole_story(headline)).await;
        answer.goes_to().split('?').next().unwrap().to_owned()
    }
}

impl Answer {
    /// Where a redirect leads.
    pub(super) fn goes_to(&self) -> String {
        assert_eq!(self.status, StatusCode::SEE_OTHER, "{}", self.body);
        self.headers[header::LOCATION].to_str().unwrap().to_owned()
    }

    /// The page, which must have this status.
    pub(super) fn page(&self, status: u16) -> &str {
        assert_eq!(self.status.as_u16(), status, "{:?}\n{}", self.headers, self.body);
        &self.body
    }

    /// The value of a field of the page's form.
    pub(super) fn field(&self, name: &str) -> String {
        let after = self.body.split_once(&format!("name=\"{name}\""));
        let tag = after.unwrap_or_else(|| panic!("no {name} in {}", self.body)).1.split('>').next().unwrap();
        tag.split_once("value=\"").unwrap().1.split('"').next().unwrap().to_owned()
    }
}

/// Every field that a story needs.
pub(super) fn whole_story(headline: &str) -> Vec<(&str, &str)> {
    vec![
        ("headline", headline),
        ("section", "local"),
        ("kind", "news"),
        ("language", "en"),
        ("author", "ana-ruiz"),
        ("body", "The council voted on Monday."),
    ]
}

pub(super) fn slug(text: &str) -> Slug {
    Slug::parse(text).unwrap()
}

fn station() -> Station {
    let section = |name: &str| Section {
        slug: slug(&name.to_lowercase()),
        name: name.to_owned(),
        description: String::new(),
    };
    Station {
        name: "Rogue Valley Signal".to_owned(),
        tagline: "News".to_owned(),
        city: "Medford, Oregon".to_owned(),
        language: "en".to_owned(),
        zone: TimeZone::get("America/Los_Angeles").unwrap(),
        base_url: "https://signal.example".to_owned(),
        notice: None,
        sections: vec![section("Local"), section("Opinion")],
        places: Vec::new(),
        towns: Vec::new(),
        weather: model::weather::Rules::default(),
        radar: model::radar::Policy::default(),
        alerts: model::alert::Policy::default(),
    }
}

fn tables() -> Tables {
    let measure = |name: &str| Measure {
        column: name.to_owned(),
        label: name.to_owned(),
        cumulative: true,
        ..Measure::default()
    };
    let mut spec = Spec::named(slug("or-covid"), "Oregon by county");
    spec.keys = BTreeMap::from([
        ("41029".to_owned(), "Jackson".to_owned()),
        ("41033".to_owned(), "Josephine".to_owned()),
    ]);
    spec.measures = vec![measure("cases"), measure("deaths")];
    spec.credit = "Oregon Health Authority".to_owned();
    let source = Source {
        slug: spec.slug.clone(),
        name: "Oregon".to_owned(),
        url: "https://state.example/counties.csv".to_owned(),
        schedule: "15 1 * * *".to_owned(),
        max_age: spec.max_age,
    };
    let table = Table { source: Some(source), made: Made::Settings, spec };
    Tables::from([(table.slug.clone(), Arc::new(table))])
}

/// Takes any bytes that begin with `jpeg` for a picture.
fn understand(bytes: &[u8]) -> Result<PictureFacts, String> {
    if !bytes.starts_with(b"jpeg") {
        return Err("This file is not a picture. Upload a JPEG.".to_owned());
    }
    let key = format!("m-{}", blake3::hash(bytes).to_hex().chars().take(12).collect::<String>());
    let credit = Some("From the file".to_owned());
    Ok(PictureFacts { key, width: 640, height: 480, credit, ..PictureFacts::default() })
}

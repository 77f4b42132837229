//! Who uses a station, over real HTTP: readers, and editors with a form before them.

use bytes::Bytes;
use http::{HeaderMap, Method, Request, StatusCode, header};
use http_body_util::{BodyExt, Full};
use hyper::client::conn::http1;
use hyper_util::rt::TokioIo;
use model::{receipt::Receipt, user::Role};
use std::net::SocketAddr;
use tokio::net::TcpStream;

pub(crate) const PASSWORD: &str = "nine words are easier to keep";

/// Somebody with a browser.
#[derive(Clone, Debug)]
pub(crate) struct Reader {
    address: SocketAddr,
    pub(crate) cookie: Option<String>,
}

/// What came back.
#[derive(Clone, Debug)]
pub(crate) struct Page {
    pub(crate) path: String,
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) bytes: Bytes,
}

/// Somebody at the desk.
#[derive(Clone, Debug)]
pub(crate) struct Editor {
    pub(crate) browser: Reader,
}

/// A story as its form has it.
#[derive(Clone, Debug)]
pub(crate) struct Draft {
    /// Path of the form, once it was sent.
    pub(crate) form: String,
    pub(crate) fields: Vec<(String, String)>,
    pub(crate) revision: u32,
}

impl Reader {
    pub(crate) fn at(address: SocketAddr) -> Reader {
        Reader { address, cookie: None }
    }

    /// The same browser at another address: a station that started again listens elsewhere.
    pub(crate) fn with_cookie_of(mut self, other: &Reader) -> Reader {
        self.cookie = other.cookie.clone();
        self
    }

    /// Follow a link.
    pub(crate) async fn opens(&self, path: &str) -> Page {
        self.asks(Method::GET, path, &[], Bytes::new()).await
    }

    /// Send a form.
    pub(crate) async fn sends(&self, path: &str, fields: &[(String, String)]) -> Page {
        let pairs = fields.iter().map(|(name, value)| format!("{}={}", encoded(name), encoded(value)));
        let body = pairs.collect::<Vec<_>>().join("&");
        let fields =
            [("content-type", "application/x-www-form-urlencoded"), ("sec-fetch-site", "same-origin")];
        self.asks(Method::POST, path, &fields, Bytes::from(body)).await
    }

    /// Ask for anything.
    pub(crate) async fn asks(
        &self,
        method: Method,
        path: &str,
        fields: &[(&str, &str)],
        body: Bytes,
    ) -> Page {
        let stream = TcpStream::connect(self.address).await.unwrap();
        let (mut sender, connection) = http1::handshake(TokioIo::new(stream)).await.unwrap();
        tokio::spawn(connection);
        let mut request = Request::builder().method(method).uri(path).header(header::HOST, "signal.example");
        if let Some(cookie) = &self.cookie {
            request = request.header(header::COOKIE, cookie);
        }
        for (name, value) in fields {
            request = request.header(*name, *value);
        }
        let response = sender.send_request(request.body(Full::new(body)).unwrap()).await.unwrap();
        let (parts, body) = response.into_parts();
        let bytes = body.collect().await.unwrap().to_bytes();
        Page { path: path.to_owned(), status: parts.status, headers: parts.headers, bytes }
    }
}

impl Page {
    pub(crate) fn text(&self) -> String {
        String::from_utf8_lossy(&self.bytes).into_owned()
    }

    /// It has this status.
    #[track_caller]
    pub(crate) fn is(self, status: u16) -> Page {
        assert_eq!(self.status.as_u16(), status, "{} answered:\n{}", self.path, self.text());
        self
    }

    /// It is there and says this.
    #[track_caller]
    pub(crate) fn shows(self, words: &str) -> Page {
        let page = self.is(200);
        assert!(page.text().contains(words), "{} does not say “{words}”:\n{}", page.path, page.text());
        page
    }

    /// It does not say this.
    #[track_caller]
    pub(crate) fn hides(self, words: &str) -> Page {
        assert!(!self.text().contains(words), "{} says “{words}”:\n{}", self.path, self.text());
        self
    }

    /// The values of a hidden field, in order.
    pub(crate) fn hidden(&self, name: &str) -> Vec<String> {
        let text = self.text();
        let before = format!("type=\"hidden\" name=\"{name}\" value=\"");
        let after = text.split(before.as_str()).skip(1);
        after.filter_map(|rest| rest.split('"').next()).map(str::to_owned).collect()
    }

    /// Where it sends the browser.
    #[track_caller]
    pub(crate) fn leads_to(&self) -> String {
        assert!(self.status.is_redirection(), "{} answered {}:\n{}", self.path, self.status, self.text());
        self.headers[header::LOCATION].to_str().unwrap().to_owned()
    }

    fn cookie(&self) -> Option<String> {
        let field = self.headers.get(header::SET_COOKIE)?.to_str().unwrap();
        let pair = field.split(';').next().unwrap();
        (!pair.ends_with('=')).then(|| pair.to_owned())
    }
}

impl Editor {
    /// The first administrator, through the one-time link.
    pub(crate) async fn sets_up(mut browser: Reader, token: &str) -> Editor {
        let fields = form(&[
            ("email", "nell@signal.example"),
            ("name", "Nell"),
            ("password", PASSWORD),
            ("again", PASSWORD),
        ]);
        let page = browser.sends(&format!("/desk/setup/{token}"), &fields).await;
        assert_eq!(page.leads_to(), "/desk");
        browser.cookie = page.cookie();
        Editor { browser }
    }

    /// The same person again.
    pub(crate) async fn signs_in(browser: Reader) -> Editor {
        Editor::signs_in_as(browser, "nell@signal.example", PASSWORD).await
    }

    pub(crate) async fn signs_in_as(mut browser: Reader, email: &str, password: &str) -> Editor {
        let page = browser.sends("/desk/sign-in", &form(&[("email", email), ("password", password)])).await;
        page.leads_to();
        browser.cookie = page.cookie();
        assert!(browser.cookie.is_some());
        Editor { browser }
    }

    pub(crate) async fn signs_out(&self) {
        assert!(self.browser.sends("/desk/sign-out", &[]).await.leads_to().starts_with("/desk/sign-in"));
    }

    /// Make an account, and sign in with it.
    pub(crate) async fn makes_a_colleague(&self, browser: Reader, role: Role) -> Editor {
        let email = format!("{}@signal.example", role.as_str());
        let fields = form(&[
            ("email", &email),
            ("name", role.as_str()),
            ("role", role.as_str()),
            ("password", PASSWORD),
        ]);
        self.browser.sends("/desk/users", &fields).await.leads_to();
        Editor::signs_in_as(browser, &email, PASSWORD).await
    }

    /// Begin a story.
    pub(crate) async fn writes(&self, headline: &str, more: &[(&str, &str)]) -> Draft {
        let usual = [
            ("headline", headline),
            ("section", "local"),
            ("kind", "news"),
            ("language", "en"),
            ("origin-name", "Coast News Service"),
            ("body", "It rained on Monday."),
        ];
        let kept = usual.iter().filter(|(name, _)| !more.iter().any(|(other, _)| other == name));
        let fields = form(&kept.chain(more).copied().collect::<Vec<_>>());
        let page = self.browser.sends("/desk/stories", &fields).await;
        let form = page.leads_to().split('?').next().unwrap().to_owned();
        Draft { form, fields, revision: 1 }
    }

    /// Change fields of a story and press a button. A change makes a revision.
    pub(crate) async fn presses(&self, verb: &str, draft: &mut Draft, more: &[(&str, &str)]) -> Page {
        let before = draft.fields.clone();
        for (name, value) in more.iter().filter(|(name, _)| !["publish-at", "material"].contains(name)) {
            draft.fields.retain(|(known, _)| known != name);
            draft.fields.push(((*name).to_owned(), (*value).to_owned()));
        }
        let mut fields = draft.fields.clone();
        fields.extend(
            form(more).into_iter().filter(|(name, _)| ["publish-at", "material"].contains(&name.as_str())),
        );
        fields.extend(form(&[("verb", verb), ("revision", &draft.revision.to_string())]));
        let page = self.browser.sends(&draft.form, &fields).await;
        draft.revision += u32::from(before != draft.fields);
        page
    }

    /// Press Publish; answers the path of the receipt.
    pub(crate) async fn publishes(&self, draft: &mut Draft) -> String {
        let receipt = self.presses("publish", draft, &[]).await.leads_to();
        assert!(receipt.contains("/receipts/"), "{receipt}");
        receipt
    }

    /// Write and publish.
    pub(crate) async fn puts_out(&self, headline: &str, more: &[(&str, &str)]) -> Draft {
        let mut draft = self.writes(headline, more).await;
        self.publishes(&mut draft).await;
        draft
    }

    /// A verb of its own address: unpublish, kill, correct.
    pub(crate) async fn does(&self, verb: &str, draft: &Draft, note: &str) -> Page {
        self.browser.sends(&format!("{}/{verb}", draft.form), &form(&[("note", note)])).await
    }

    /// Upload a picture; answers the path of its form.
    pub(crate) async fn uploads(&self, bytes: &[u8], alt: &str) -> String {
        let mut body = format!(
            "--x\r\nContent-Disposition: form-data; name=\"alt\"\r\n\r\n{alt}\r\n--x\r\n\
             Content-Disposition: form-data; name=\"picture\"; filename=\"upload.jpg\"\r\n\r\n"
        )
        .into_bytes();
        body.extend_from_slice(bytes);
        body.extend_from_slice(b"\r\n--x--\r\n");
        let fields = [("content-type", "multipart/form-data; boundary=x"), ("sec-fetch-site", "same-origin")];
        let page = self.browser.asks(Method::POST, "/desk/pictures", &fields, Bytes::from(body)).await;
        page.leads_to().split('?').next().unwrap().to_owned()
    }
}

impl Draft {
    /// Number of the story.
    pub(crate) fn id(&self) -> model::id::StoryId {
        self.form.rsplit('/').next().unwrap().parse().unwrap()
    }
}

/// The receipt of a path, from the station's own store.
pub(crate) async fn receipt(station: &crate::house::Station, path: &str) -> Receipt {
    let id = path.rsplit('/').next().unwrap().parse().unwrap();
    station.ready.store.reader().receipt(id).await.unwrap().unwrap()
}

pub(crate) fn form(fields: &[(&str, &str)]) -> Vec<(String, String)> {
    fields.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect()
}

/// Percent-encoded as browsers do for forms.
fn encoded(text: &str) -> String {
    let mut out = String::new();
    for byte in text.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'*' => out.push(char::from(byte)),
            b' ' => out.push('+'),
            other => out.push_str(&format!("%{other:02X}")),
        }
    }
    out
}

//! Bytes, kept under the digest of what they are: the same bytes are kept once, and nothing is ever overwritten.
//!
//! Local files are written beside their place, synced, and renamed, so that a digest names whole bytes or nothing.

use crate::{
    engine::without_password,
    error::{Error, Result},
};
use bytes::Bytes;
use futures_util::{Stream, StreamExt as _};
use jiff::{SignedDuration, Timestamp};
use object_store::{
    ObjectMeta, ObjectStore, ObjectStoreExt as _, WriteMultipart, aws::AmazonS3Builder,
    local::LocalFileSystem, path::Path,
};
use std::{
    hash::{BuildHasher as _, Hasher as _, RandomState},
    io,
    pin::pin,
    sync::Arc,
};

/// A blob store.
#[derive(Clone)]
pub struct Blobs {
    objects: Arc<dyn ObjectStore>,
    /// Before every name: the prefix in a shared bucket.
    prefix: String,
}

/// Parts in flight while a stream is written: bounds the memory of an upload to twice this times 5 MiB.
const PARTS: usize = 2;

impl Blobs {
    /// Opens `file:/path` or `s3://[key:secret@]bucket/prefix[?region=…&endpoint=…]`.
    pub(crate) async fn open(address: &str) -> Result<Self> {
        if let Some(path) = address.strip_prefix("file:") {
            return open_files(path).await;
        }
        if let Some(rest) = address.strip_prefix("s3://") {
            return open_bucket(rest);
        }
        Err(Error::Unreachable {
            what: format!("the blob store “{}”", without_password(address)),
            remedy: "write file:/path/to/folder or s3://bucket/prefix".to_owned(),
        })
    }

    /// Keeps bytes; answers their BLAKE3 digest in hexadecimal.
    pub async fn put(&self, bytes: Bytes) -> Result<String> {
        let digest = blake3::hash(&bytes).to_hex().to_string();
        let place = self.place(&digest);
        if self.objects.head(&place).await.is_err() {
            self.objects.put(&place, bytes.into()).await.map_err(|error| failed("keep a file", error))?;
        }
        Ok(digest)
    }

    /// Keeps a stream of at most `max` bytes without holding it in memory; answers digest and size.
    ///
    /// # Errors
    /// [`Error::TooLarge`] as soon as it is, [`Error::BrokenOff`] when the stream fails; nothing is kept then.
    pub async fn put_stream(
        &self,
        stream: impl Stream<Item = io::Result<Bytes>>,
        max: u64,
    ) -> Result<(String, u64)> {
        let incoming = Path::from(format!("{}incoming/{}", self.prefix, nonce()));
        let upload =
            self.objects.put_multipart(&incoming).await.map_err(|error| failed("keep an upload", error))?;
        let mut write = WriteMultipart::new(upload);
        let (digest, size) = match receive(stream, max, &mut write).await {
            Ok(received) => received,
            Err(error) => {
                if let Err(error) = write.abort().await {
                    tracing::warn!(%error, "an upload that was refused left its parts behind");
                }
                return Err(error);
            }
        };
        write.finish().await.map_err(|error| failed("keep an upload", error))?;
        self.objects
            .rename(&incoming, &self.place(&digest))
            .await
            .map_err(|error| failed("keep an upload", error))?;
        Ok((digest, size))
    }

    /// The bytes of a digest; `None` when there are none, or when it is no digest.
    ///
    /// # Errors
    /// [`Error::Damaged`] when the bytes are not those that were kept.
    pub async fn get(&self, digest: &str) -> Result<Option<Bytes>> {
        if !is_digest(digest) {
            return Ok(None);
        }
        let found = match self.objects.get(&self.place(digest)).await {
            Ok(found) => found,
            Err(object_store::Error::NotFound { .. }) => return Ok(None),
            Err(error) => return Err(failed("read a file", error)),
        };
        let bytes = found.bytes().await.map_err(|error| failed("read a file", error))?;
        if blake3::hash(&bytes).to_hex().as_str() != digest {
            return Err(Error::damaged(format!("the file {digest}; restore it from a backup")));
        }
        Ok(Some(bytes))
    }

    /// Forgets bytes. Those of a digest that is not there are forgotten already.
    pub async fn remove(&self, digest: &str) -> Result<()> {
        if !is_digest(digest) {
            return Ok(());
        }
        match self.objects.delete(&self.place(digest)).await {
            Ok(()) | Err(object_store::Error::NotFound { .. }) => Ok(()),
            Err(error) => Err(failed("remove a file", error)),
        }
    }

    /// Digests of files that begin with `mark`, were kept longer than `age` ago, and after `since` if it is given; and the
    /// moment before which nothing need be looked at next time. Moments are those of the store's own clock, which may be
    /// another than that of the station: a file's age is told by a file that is written now.
    ///
    /// # Errors
    /// When anything cannot be looked at: what was not seen is not told as absent.
    pub async fn kept_with(
        &self,
        mark: &'static [u8],
        age: SignedDuration,
        since: Option<Timestamp>,
    ) -> Result<(Vec<String>, Timestamp)> {
        let doing = "look through the files";
        let clock = Path::from(format!("{}clock", self.prefix));
        self.objects.put(&clock, Bytes::from_static(b"now").into()).await.map_err(|e| failed(doing, e))?;
        let now = moment(&self.objects.head(&clock).await.map_err(|error| failed(doing, error))?);
        let until = now.saturating_sub(age).unwrap_or(Timestamp::MIN);
        let prefix = Some(self.prefix.trim_end_matches('/')).filter(|prefix| !prefix.is_empty());
        let prefix = prefix.map(Path::from);
        let mut listed = self.objects.list(prefix.as_ref());
        let mut found = Vec::new();
        while let Some(file) = listed.next().await {
            let file = match file {
                Ok(file) => file,
                // Removed while the list was read.
                Err(object_store::Error::NotFound { .. }) => continue,
                Err(error) => return Err(failed(doing, error)),
            };
            let at = moment(&file);
            let is_old = at <= until && since.is_none_or(|since| at >= since);
            let digest = file.location.filename().filter(|name| is_digest(name));
            let Some(digest) = digest.filter(|_| is_old && file.size >= mark.len() as u64) else { continue };
            match self.objects.get_range(&file.location, 0..mark.len() as u64).await {
                Ok(first) if first == mark => found.push(digest.to_owned()),
                Ok(_) | Err(object_store::Error::NotFound { .. }) => {}
                Err(error) => return Err(failed(doing, error)),
            }
        }
        Ok((found, until))
    }

    /// Two levels, so that no folder grows beyond what a person can list.
    fn place(&self, digest: &str) -> Path {
        let folder = digest.get(..2).unwrap_or("xx");
        Path::from(format!("{}{folder}/{digest}", self.prefix))
    }
}

async fn open_files(path: &str) -> Result<Blobs> {
    let refuse = |source: &dyn std::fmt::Display| {
        tracing::error!(error = %source, path, "cannot open the blob folder");
        Error::Unreachable {
            what: format!("the blob folder {path}"),
            remedy: "see that it can be made and written by this user".to_owned(),
        }
    };
    tokio::fs::create_dir_all(path).await.map_err(|error| refuse(&error))?;
    let files = LocalFileSystem::new_with_prefix(path).map_err(|error| refuse(&error))?;
    Ok(Blobs { objects: Arc::new(files.with_fsync(true)), prefix: String::new() })
}

fn open_bucket(rest: &str) -> Result<Blobs> {
    let (place, query) = rest.split_once('?').unwrap_or((rest, ""));
    let (credentials, place) = match place.rsplit_once('@') {
        Some((credentials, place)) => (Some(credentials), place),
        None => (None, place),
    };
    let (bucket, prefix) = place.split_once('/').unwrap_or((place, ""));
    let mut builder = AmazonS3Builder::new().with_bucket_name(bucket).with_region("us-east-1");
    if let Some((key, secret)) = credentials.and_then(|credentials| credentials.split_once(':')) {
        builder = builder.with_access_key_id(key).with_secret_access_key(secret);
    }
    for (name, value) in query.split('&').filter_map(|pair| pair.split_once('=')) {
        builder = match name {
            "region" => builder.with_region(value),
            "endpoint" => builder.with_endpoint(value).with_allow_http(value.starts_with("http://")),
            _ => builder,
        };
    }
    let objects = builder.build().map_err(|error| {
        tracing::error!(%error, bucket, "cannot open the bucket");
        Error::Unreachable {
            what: format!("the bucket {bucket}"),
            remedy: "write s3://key:secret@bucket/prefix?region=…&endpoint=…".to_owned(),
        }
    })?;
    let prefix = prefix.trim_matches('/');
    let prefix = if prefix.is_empty() { String::new() } else { format!("{prefix}/") };
    Ok(Blobs { objects: Arc::new(objects), prefix })
}

async fn receive(
    stream: impl Stream<Item = io::Result<Bytes>>,
    max: u64,
    write: &mut WriteMultipart,
) -> Result<(String, u64)> {
    let mut stream = pin!(stream);
    let mut hasher = blake3::Hasher::new();
    let mut size: u64 = 0;
    while let Some(chunk) = stream.next().await {
        let chunk = chunk.map_err(Error::BrokenOff)?;
        size = size.saturating_add(chunk.len() as u64);
        if size > max {
            return Err(Error::TooLarge { max });
        }
        hasher.update(&chunk);
        write.wait_for_capacity(PARTS).await.map_err(|error| failed("keep an upload", error))?;
        write.put(chunk);
    }
    Ok((hasher.finalize().to_hex().to_string(), size))
}

/// When a file was kept, to the second.
fn moment(file: &ObjectMeta) -> Timestamp {
    Timestamp::from_second(file.last_modified.timestamp()).unwrap_or_default()
}

/// A name that no other upload has: two random numbers, as the standard library seeds its hash tables.
fn nonce() -> String {
    let random = || RandomState::new().build_hasher().finish();
    format!("{:016x}{:016x}", random(), random())
}

fn is_digest(text: &str) -> bool {
    text.len() == 64 && text.bytes().all(|byte| byte.is_ascii_digit() || (b'a'..=b'f').contains(&byte))
}

fn failed(doing: &'static str, source: object_store::Error) -> Error {
    Error::Failed { doing, source: Box::new(source) }
}

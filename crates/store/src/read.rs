//! Reading. Every question is a method of [`Reads`], written once in the file of its noun; a [`Reader`] asks it of the
//! readers' connections, a [`Tx`](crate::Tx) asks it inside its own transaction.

use crate::{error::Result, sql::Link};
use std::{ops::Deref, sync::Arc};

/// All questions. Take `&Reads` where both a [`Reader`] and a [`Tx`](crate::Tx) should do.
pub struct Reads {
    pub(crate) link: Link,
}

impl Reads {
    /// Whether the database answers.
    pub async fn ping(&self) -> Result<()> {
        self.link.one("SELECT last_moment FROM clock", Vec::new()).await.map(drop)
    }
}

/// Asks questions of what is committed. A clone is the same reader.
#[derive(Clone)]
pub struct Reader(Arc<Reads>);

impl Reader {
    pub(crate) fn new(reads: Reads) -> Self {
        Self(Arc::new(reads))
    }
}

impl Deref for Reader {
    type Target = Reads;

    fn deref(&self) -> &Reads {
        &self.0
    }
}

//! One way to ask both engines: the same text with `$1`, `$2`, … goes to SQLite and to PostgreSQL, values are always
//! bound, and columns are read in the order in which the `SELECT` names them.
//!
//! Only four shapes of values exist in the schema (64-bit integers, doubles, text, bytes), so that both engines agree
//! on every one of them; moments are integers of microseconds since 1970 UTC.

mod value;

use crate::error::{Error, Result};
use jiff::{Timestamp, civil::Date};
use model::Slug;
use sqlx::{
    AssertSqlSafe, Executor, PgPool, Postgres, Row as _, Sqlite, SqlitePool, Transaction, postgres::PgRow,
    query, sqlite::SqliteRow,
};
use tokio::sync::Mutex;

/// Which of the two is behind a connection.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Engine {
    Sqlite,
    Postgres,
}

/// Somewhere statements can be sent: any connection of a pool, or the one of a transaction.
pub(crate) enum Link {
    SqlitePool(SqlitePool),
    PostgresPool(PgPool),
    SqliteTransaction(Mutex<Transaction<'static, Sqlite>>),
    PostgresTransaction(Mutex<Transaction<'static, Postgres>>),
}

/// A row of an answer.
pub(crate) enum Row {
    Sqlite(SqliteRow),
    Postgres(PgRow),
}

/// Reads the columns of a row from left to right.
pub(crate) struct Columns<'r> {
    row: &'r Row,
    next: usize,
}

/// Values for one statement, each by its [`From`].
macro_rules! values {
    ($($value:expr),* $(,)?) => { vec![$($crate::sql::Value::from($value)),*] };
}
pub(crate) use value::Value;
pub(crate) use values;

/// Binds all values to a query and sends it to wherever this link leads.
macro_rules! send {
    ($link:expr, $sql:expr, $values:expr, $method:ident, $map:expr) => {
        match $link {
            Link::SqlitePool(pool) => pool.$method(bind!(Sqlite, $sql, $values)).await.map($map),
            Link::PostgresPool(pool) => pool.$method(bind!(Postgres, $sql, $values)).await.map($map),
            Link::SqliteTransaction(tx) => {
                let mut tx = tx.lock().await;
                (&mut **tx).$method(bind!(Sqlite, $sql, $values)).await.map($map)
            }
            Link::PostgresTransaction(tx) => {
                let mut tx = tx.lock().await;
                (&mut **tx).$method(bind!(Postgres, $sql, $values)).await.map($map)
            }
        }
    };
}

macro_rules! bind {
    ($engine:ty, $sql:expr, $values:expr) => {{
        // Every text comes from this crate's own constants; what people wrote is only ever bound.
        let mut query = query::<$engine>(AssertSqlSafe($sql));
        for value in $values {
            query = match value {
                Value::Int(value) => query.bind(value),
                Value::Real(value) => query.bind(value),
                Value::Text(value) => query.bind(value),
                Value::Bytes(value) => query.bind(value),
            };
        }
        query
    }};
}

impl Link {
    pub(crate) fn engine(&self) -> Engine {
        match self {
            Self::SqlitePool(_) | Self::SqliteTransaction(_) => Engine::Sqlite,
            Self::PostgresPool(_) | Self::PostgresTransaction(_) => Engine::Postgres,
        }
    }

    /// Every row of the answer.
    pub(crate) async fn all(&self, sql: &str, values: Vec<Value>) -> Result<Vec<Row>> {
        #[cfg(test)]
        crate::plans::note(sql);
        let rows = send!(self, sql, values, fetch_all, IntoRows::into_rows);
        Ok(rows?)
    }

    /// The first row, if there is one.
    pub(crate) async fn one(&self, sql: &str, values: Vec<Value>) -> Result<Option<Row>> {
        #[cfg(test)]
        crate::plans::note(sql);
        let row = send!(self, sql, values, fetch_optional, |row| row.map(Into::into));
        Ok(row?)
    }

    /// Sends a change; answers how many rows it touched.
    pub(crate) async fn run(&self, sql: &str, values: Vec<Value>) -> Result<u64> {
        let touched = send!(self, sql, values, execute, |done| done.rows_affected());
        Ok(touched?)
    }

    /// Sends several statements without values, such as a migration.
    pub(crate) async fn run_script(&self, script: &str) -> Result<()> {
        let raw = sqlx::raw_sql(AssertSqlSafe(script));
        match self {
            Self::SqlitePool(pool) => raw.execute(pool).await.map(drop),
            Self::PostgresPool(pool) => raw.execute(pool).await.map(drop),
            Self::SqliteTransaction(tx) => raw.execute(&mut **tx.lock().await).await.map(drop),
            Self::PostgresTransaction(tx) => raw.execute(&mut **tx.lock().await).await.map(drop),
        }
        .map_err(Error::from)
    }

    /// Makes a transaction's changes last. A pool has nothing to commit.
    pub(crate) async fn commit(self) -> Result<()> {
        match self {
            Self::SqliteTransaction(tx) => tx.into_inner().commit().await?,
            Self::PostgresTransaction(tx) => tx.into_inner().commit().await?,
            Self::SqlitePool(_) | Self::PostgresPool(_) => {}
        }
        Ok(())
    }

    /// Undoes a transaction's changes. Dropping it does the same, a moment later.
    pub(crate) async fn rollback(self) -> Result<()> {
        match self {
            Self::SqliteTransaction(tx) => tx.into_inner().rollback().await?,
            Self::PostgresTransaction(tx) => tx.into_inner().rollback().await?,
            Self::SqlitePool(_) | Self::PostgresPool(_) => {}
        }
        Ok(())
    }
}

/// `$from, $from+1, …`: places for a list of `count` values.
pub(crate) fn places(from: usize, count: usize) -> String {
    (from..from + count).map(|place| format!("${place}")).collect::<Vec<_>>().join(", ")
}

/// A limit or offset as the engines want it.
pub(crate) fn count(number: u64) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}

trait IntoRows {
    fn into_rows(self) -> Vec<Row>;
}

impl<R: Into<Row>> IntoRows for Vec<R> {
    fn into_rows(self) -> Vec<Row> {
        self.into_iter().map(Into::into).collect()
    }
}

impl From<SqliteRow> for Row {
    fn from(row: SqliteRow) -> Self {
        Self::Sqlite(row)
    }
}

impl From<PgRow> for Row {
    fn from(row: PgRow) -> Self {
        Self::Postgres(row)
    }
}

impl Row {
    /// Begins reading at the first column.
    pub(crate) fn columns(&self) -> Columns<'_> {
        Columns { row: self, next: 0 }
    }
}

/// Reads the next column as `$kind` from either engine.
macro_rules! column {
    ($columns:expr, $kind:ty) => {{
        let place = $columns.next;
        $columns.next += 1;
        match $columns.row {
            Row::Sqlite(row) => row.try_get::<$kind, usize>(place),
            Row::Postgres(row) => row.try_get::<$kind, usize>(place),
        }
        .map_err(|source| Error::Failed { doing: "read a row", source: Box::new(source) })
    }};
}

impl Columns<'_> {
    /// Passes over a column that was read already.
    pub(crate) fn skip(&mut self) {
        self.next += 1;
    }

    pub(crate) fn int(&mut self) -> Result<i64> {
        column!(self, i64)
    }

    pub(crate) fn maybe_int(&mut self) -> Result<Option<i64>> {
        column!(self, Option<i64>)
    }

    /// A count or a number that the schema keeps from being negative.
    pub(crate) fn count(&mut self) -> Result<u64> {
        let value = self.int()?;
        u64::try_from(value).map_err(|_| Error::damaged(format!("{value} where a count should be")))
    }

    pub(crate) fn small(&mut self) -> Result<u32> {
        let value = self.int()?;
        u32::try_from(value).map_err(|_| Error::damaged(format!("{value} where a small number should be")))
    }

    pub(crate) fn maybe_small(&mut self) -> Result<Option<u32>> {
        let narrow =
            |value| u32::try_from(value).map_err(|_| Error::damaged(format!("{value} as a revision")));
        self.maybe_int()?.map(narrow).transpose()
    }

    pub(crate) fn real(&mut self) -> Result<f64> {
        column!(self, f64)
    }

    pub(crate) fn bytes(&mut self) -> Result<Vec<u8>> {
        column!(self, Vec<u8>)
    }

    pub(crate) fn text(&mut self) -> Result<String> {
        column!(self, String)
    }

    pub(crate) fn maybe_text(&mut self) -> Result<Option<String>> {
        column!(self, Option<String>)
    }

    pub(crate) fn moment(&mut self) -> Result<Timestamp> {
        moment(self.int()?)
    }

    pub(crate) fn maybe_moment(&mut self) -> Result<Option<Timestamp>> {
        self.maybe_int()?.map(moment).transpose()
    }

    pub(crate) fn slug(&mut self) -> Result<Slug> {
        slug(&self.text()?)
    }

    pub(crate) fn maybe_slug(&mut self) -> Result<Option<Slug>> {
        self.maybe_text()?.as_deref().map(slug).transpose()
    }

    /// Slugs of one column, as a set of them is bound.
    pub(crate) fn slugs<All: FromIterator<Slug>>(&mut self) -> Result<All> {
        self.text()?.split_whitespace().map(slug).collect()
    }

    pub(crate) fn date(&mut self) -> Result<Date> {
        let text = self.text()?;
        text.parse().map_err(|_| Error::damaged(format!("“{text}” where a date should be")))
    }
}

/// A moment of a stored number of microseconds.
pub(crate) fn moment(micros: i64) -> Result<Timestamp> {
    Timestamp::from_microsecond(micros)
        .map_err(|_| Error::damaged(format!("{micros} where a moment should be")))
}

/// A slug of a stored text.
pub(crate) fn slug(text: &str) -> Result<Slug> {
    Slug::parse(text).map_err(|_| Error::damaged(format!("“{text}” where a slug should be")))
}

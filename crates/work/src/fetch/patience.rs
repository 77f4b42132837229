//! How long a job may ask its source.

use std::time::Duration;

/// A job that asks a source gives up a little before the queue gives it up, so that it still can keep how its source did.
pub(crate) const LONGEST_ASKING: Duration = Duration::from_secs(225);

/// What came of asking a source; a failure when it takes so long that the job would be given up.
pub(crate) async fn in_time(asking: impl Future<Output = Result<String, String>>) -> Result<String, String> {
    within(LONGEST_ASKING, asking).await
}

async fn within(
    limit: Duration,
    asking: impl Future<Output = Result<String, String>>,
) -> Result<String, String> {
    match tokio::time::timeout(limit, asking).await {
        Ok(result) => result,
        Err(_late) => Err(format!("It took longer than {} seconds and was given up.", limit.as_secs())),
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test fails by panicking")]
    use super::*;

    #[tokio::test]
    async fn what_takes_too_long_is_a_failure_with_words() {
        let why = within(Duration::ZERO, std::future::pending()).await.unwrap_err();
        assert_eq!(why, "It took longer than 0 seconds and was given up.");
        assert_eq!(in_time(async { Ok("well".to_owned()) }).await.unwrap(), "well");
    }
}

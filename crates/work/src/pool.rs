//! The bounded pool on which pictures are decoded: hostile bytes must neither fill the memory nor hold up the runtime.

use images::Limits;
use std::sync::Arc;
use tokio::sync::Semaphore;

/// The bounded pool: at most this many pictures are decoded at one time, whoever asks.
#[derive(Clone)]
pub struct Pool {
    turns: Arc<Semaphore>,
    limits: Arc<Limits>,
}

impl Default for Pool {
    fn default() -> Self {
        Self { turns: Arc::new(Semaphore::new(2)), limits: Arc::default() }
    }
}

impl Pool {
    pub(crate) async fn run<T: Send + 'static>(
        &self,
        work: impl FnOnce(&Limits) -> T + Send + 'static,
    ) -> Result<T, String> {
        let _turn = self.turns.acquire().await.map_err(|_| "The station is stopping.".to_owned())?;
        let limits = self.limits.clone();
        let run = tokio::task::spawn_blocking(move || work(&limits));
        run.await
            .map_err(|_| "The picture could not be read: save it anew as JPEG and upload that.".to_owned())
    }
}

//! Rate limits: a bucket of tokens per reader and per kind of request. Small, bounded, forgotten when full again.

use std::{
    collections::HashMap,
    hash::Hash,
    sync::{Mutex, PoisonError},
    time::{Duration, Instant},
};

/// Lets `burst` requests through at once and one more each `every`.
pub struct RateLimit<K> {
    burst: u32,
    every: Duration,
    /// The moment at which each key's bucket is full again.
    full_at: Mutex<HashMap<K, Instant>>,
}

/// Keys remembered at most; beyond, the fullest are forgotten, which lets somebody through rather than nobody.
const KEYS: usize = 50_000;

impl<K: Eq + Hash> RateLimit<K> {
    /// A limit.
    pub fn new(burst: u32, every: Duration) -> Self {
        Self { burst, every, full_at: Mutex::default() }
    }

    /// Take a token; `Err` says how long to wait for the next one.
    pub fn take(&self, key: K, now: Instant) -> Result<(), Duration> {
        let mut buckets = self.full_at.lock().unwrap_or_else(PoisonError::into_inner);
        if buckets.len() >= KEYS {
            buckets.retain(|_, full_at| *full_at > now);
            if buckets.len() >= KEYS {
                buckets.clear();
            }
        }
        let full_at = buckets.get(&key).copied().unwrap_or(now).max(now);
        let after = full_at + self.every;
        let debt = after - now;
        let allowed = self.every * self.burst;
        if debt > allowed {
            return Err(debt - allowed);
        }
        buckets.insert(key, after);
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_burst_then_one_each_interval() {
        let limit = RateLimit::new(3, Duration::from_secs(10));
        let start = Instant::now();
        for _ in 0..3 {
            assert_eq!(limit.take("a", start), Ok(()));
        }
        assert_eq!(limit.take("a", start), Err(Duration::from_secs(10)));
        assert_eq!(limit.take("b", start), Ok(()), "another reader");
        assert_eq!(limit.take("a", start + Duration::from_secs(10)), Ok(()));
    }

    #[test]
    fn memory_is_bounded() {
        let limit = RateLimit::new(1, Duration::from_secs(3600));
        let start = Instant::now();
        for key in 0..120_000 {
            let _ = limit.take(key, start);
        }
        assert!(limit.full_at.lock().unwrap().len() <= KEYS);
    }
}

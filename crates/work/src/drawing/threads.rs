//! The same work on many things, on as many threads as the machine has, four at most: while a chunk is drawn somebody waits.

use std::{
    num::NonZero,
    sync::{
        Mutex, OnceLock, PoisonError,
        atomic::{AtomicUsize, Ordering},
    },
    thread,
};

/// More threads gain little, and readers want some of the machine too.
const MOST: usize = 4;
/// Fewer things than this are not worth a thread.
const WORTH: usize = 8;

/// What `work` makes of each thing, in their order, and of `first`, which is begun before them on the calling thread.
pub(super) fn each<T: Sync, R: Send, F>(
    things: &[T],
    first: impl FnOnce() -> F,
    work: impl Fn(&T) -> R + Sync,
) -> (Vec<R>, F) {
    let next = AtomicUsize::new(0);
    let done = Mutex::new(Vec::with_capacity(things.len()));
    let run = || {
        let mut mine = Vec::new();
        loop {
            let place = next.fetch_add(1, Ordering::Relaxed);
            let Some(thing) = things.get(place) else { break };
            mine.push((place, work(thing)));
        }
        done.lock().unwrap_or_else(PoisonError::into_inner).extend(mine);
    };
    let threads = threads();
    let first = thread::scope(|scope| {
        for _ in 0..(threads - 1).min(things.len() / WORTH) {
            scope.spawn(run);
        }
        let first = first();
        run();
        first
    });
    let mut done = done.into_inner().unwrap_or_else(PoisonError::into_inner);
    done.sort_unstable_by_key(|(place, _)| *place);
    (done.into_iter().map(|(_, made)| made).collect(), first)
}

/// Asked once: the answer is read from several files of the system.
fn threads() -> usize {
    static THREADS: OnceLock<usize> = OnceLock::new();
    *THREADS.get_or_init(|| thread::available_parallelism().map_or(1, NonZero::get).min(MOST))
}

#[cfg(test)]
mod tests {
    use super::each;

    #[test]
    fn everything_is_made_once_and_in_order() {
        for many in [0, 1, 7, 8, 1_000] {
            let things: Vec<usize> = (0..many).collect();
            let (made, first) = each(&things, || "first", |thing| thing * 2);
            assert_eq!(first, "first");
            assert!(made.iter().copied().eq((0..many).map(|thing| thing * 2)), "{many}");
        }
    }

    #[test]
    #[should_panic]
    fn what_breaks_on_another_thread_breaks_here() {
        let (things, this) = ([(); 64], std::thread::current().id());
        each(&things, || (), |()| assert_eq!(std::thread::current().id(), this));
        panic!("a machine of one processor has no other thread");
    }
}

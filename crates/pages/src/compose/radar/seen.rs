//! What a frame shows, in words. Of a sweep that is not over nothing can be said yet: what was seen before is told, with its own
//! time, and whether more will come.

use super::{Now, clock};
use crate::compose::Context;
use jiff::SignedDuration;
use model::radar::Frame;

/// What was seen before is told of a sweep that is not over, if it is not older than this.
const LAST: SignedDuration = SignedDuration::from_mins(20);

/// What is seen in a frame.
pub(super) fn seen(frame: &Frame, now: &Now<'_>, context: &Context<'_>) -> String {
    if frame.complete {
        return frame.said.clone();
    }
    let began = frame.id.began();
    let before = now.frames.iter().rev().find(|before| before.complete && before.id.began() < began);
    let before = before.filter(|before| began.duration_since(before.at) < LAST);
    let before = before.map(|before| format!("At {}: {}", clock(before.at, now.now, context), before.said));
    let now_words = match (frame.is_under_way(now.now), before.is_some()) {
        (true, true) => String::new(),
        (true, false) => {
            "The antenna is still turning; what it sees will be told when it has gone around.".to_owned()
        }
        (false, _) => {
            format!(
                "The sweep of {} broke off before the antenna had gone around.",
                clock(frame.at, now.now, context)
            )
        }
    };
    let sentences = [before.unwrap_or_default(), now_words];
    sentences.into_iter().filter(|words| !words.is_empty()).collect::<Vec<_>>().join(" ")
}

/// That a frame's sweep is not over; empty when it is.
pub(super) fn partial(frame: &Frame, now: &Now<'_>) -> &'static str {
    match (frame.complete, frame.is_under_way(now.now)) {
        (true, _) => "",
        (false, true) => "the antenna is still turning",
        (false, false) => "the sweep broke off",
    }
}

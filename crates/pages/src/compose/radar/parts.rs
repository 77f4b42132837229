//! The radars of a mosaic, each with its own time; and those that are not in it, with why.

use super::{Now, clock};
use crate::compose::Context;
use model::radar::{Frame, Part};

/// A sentence for each radar: first those that are in the picture. Empty for one radar.
pub(super) fn told(frame: &Frame, now: &Now<'_>, context: &Context<'_>) -> Vec<String> {
    let drawn = frame.parts.iter().filter(|part| part.drawn);
    let in_it = drawn.filter_map(|part| {
        Some(format!("{}: measured {}.", named(part, context), clock(part.at?, now.now, context)))
    });
    in_it.chain(left_out(frame, now, context)).collect()
}

/// A sentence for each radar that is not in the picture.
pub(super) fn left_out(frame: &Frame, now: &Now<'_>, context: &Context<'_>) -> Vec<String> {
    let missing = frame.parts.iter().filter(|part| !part.drawn);
    let sentence = |part: &Part| {
        let since = match part.at {
            Some(at) => {
                format!("not in this picture; its last whole look is of {}", clock(at, now.now, context))
            }
            None => "not in this picture; nothing has come from it yet".to_owned(),
        };
        format!("{}: {since}. Where only it could see lies a grey veil.", named(part, context))
    };
    missing.map(sentence).collect()
}

/// `Portland (KRTX)`; its letters alone when the station shows it no more.
fn named(part: &Part, context: &Context<'_>) -> String {
    let site = context.station.radar.radar(&part.radar);
    site.map_or_else(|| part.radar.to_string(), super::label)
}

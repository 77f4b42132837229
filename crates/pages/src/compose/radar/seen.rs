//! What a frame shows, in words. Of a sweep that is not over nothing can be said yet: what was seen before is told, with its own
//! time, and whether more will come.

use super::{Now, clock};
use crate::compose::Context;
use jiff::SignedDuration;
use model::radar::Frame;

/// What was seen before is told of a sweep that is not over, if it is not older than this.
const LAST: SignedDuration = SignedDuration::from_mins(20);

/// How far the antenna had come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Sweep {
    /// It had gone around.
    Over,
    /// It is still turning.
    UnderWay,
    /// It was still turning; more of the same sweep has come since.
    Outgrown,
    /// Nothing more came.
    BrokeOff,
}

/// How far the antenna had come in a frame.
pub(super) fn sweep(frame: &Frame, now: &Now<'_>) -> Sweep {
    let is_later =
        |other: &Frame| other.id.began() == frame.id.began() && other.id.revision() > frame.id.revision();
    match frame.complete {
        true => Sweep::Over,
        false if now.frames.iter().any(is_later) => Sweep::Outgrown,
        false if frame.is_under_way(now.now) => Sweep::UnderWay,
        false => Sweep::BrokeOff,
    }
}

/// What is seen in a frame.
pub(super) fn seen(frame: &Frame, now: &Now<'_>, context: &Context<'_>) -> String {
    let began = frame.id.began();
    let before = now.frames.iter().rev().find(|before| before.complete && before.id.began() < began);
    let before = before.filter(|before| began.duration_since(before.at) < LAST);
    let before = before.map(|before| format!("At {}: {}", clock(before.at, now.now, context), before.said));
    let own = match (sweep(frame, now), &before) {
        (Sweep::Over, _) => return frame.said.clone(),
        (Sweep::UnderWay, Some(_)) => return before.unwrap_or_default(),
        (Sweep::UnderWay, None) => {
            "The antenna is still turning; what it sees will be told when it has gone around.".to_owned()
        }
        (Sweep::Outgrown, _) => "The antenna was still turning.".to_owned(),
        (Sweep::BrokeOff, _) => {
            let at = clock(frame.at, now.now, context);
            format!("The sweep of {at} broke off before the antenna had gone around.")
        }
    };
    before.map_or(own.clone(), |before| format!("{before} {own}"))
}

impl Sweep {
    /// In the line under a picture; empty when the sweep is over.
    pub(super) fn words(self) -> &'static str {
        match self {
            Self::Over => "",
            Self::UnderWay => "the antenna is still turning",
            Self::Outgrown => "the antenna was still turning",
            Self::BrokeOff => "the sweep broke off",
        }
    }

    /// In a list of pictures; empty when the sweep is over.
    pub(super) fn short(self) -> &'static str {
        match self {
            Self::Over => "",
            Self::UnderWay | Self::Outgrown => "under way",
            Self::BrokeOff => "broke off",
        }
    }
}

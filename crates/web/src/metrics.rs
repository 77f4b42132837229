//! Counters of this room; their names and meanings are in `docs/operating.md`.

use metrics::{Counter, Histogram, counter, describe_counter, describe_histogram, histogram};
use std::time::Duration;

/// Handles looked up once, so that a hit costs one addition.
pub struct Metrics {
    hits: Counter,
    misses: Counter,
    shed: Counter,
    render: Histogram,
}

impl Metrics {
    pub(crate) fn new() -> Self {
        describe_counter!("bellwether_pages_from_memory_total", "Public pages answered from memory.");
        describe_counter!(
            "bellwether_pages_rendered_total",
            "Public pages rendered because they were not in memory."
        );
        describe_counter!(
            "bellwether_pages_shed_total",
            "Requests told to come back because too many were waiting."
        );
        describe_histogram!("bellwether_page_render_seconds", "Time to read and render one public page.");
        Self {
            hits: counter!("bellwether_pages_from_memory_total"),
            misses: counter!("bellwether_pages_rendered_total"),
            shed: counter!("bellwether_pages_shed_total"),
            render: histogram!("bellwether_page_render_seconds"),
        }
    }

    pub(crate) fn hit(&self) {
        self.hits.increment(1);
    }

    pub(crate) fn rendered(&self, took: Duration) {
        self.misses.increment(1);
        self.render.record(took.as_secs_f64());
    }

    pub(crate) fn shed(&self) {
        self.shed.increment(1);
    }
}

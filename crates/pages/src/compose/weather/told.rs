//! The one place that decides the high of a day and the low of a night. Card, table, words, frames and programs all ask
//! here, so that no two figures of one page contradict each other.

use super::Now;
use crate::compose::Context;
use jiff::civil::Date;
use model::{
    reading::{self, state_of},
    weather::{Own, Part, Period, Range, night_of, part_day, range},
};

/// The high of a day or the low of a night, as everybody is told it.
#[derive(Clone, Copy, Default)]
pub(super) struct Told<'n> {
    /// Degrees Celsius.
    pub c: Option<f64>,
    /// It was measured: warmer or colder than was forecast.
    pub is_measured: bool,
    /// Whose figure it is, when it is that of a forecaster of the newsroom.
    pub own: Option<&'n Own>,
}

impl Now<'_> {
    /// High and low beside the temperature. An old forecast gives no figures; what a forecaster of the newsroom says has an
    /// end of its own and goes before it. What is measured overrules both.
    pub(super) fn range(&self, context: &Context<'_>) -> Range {
        let usable = state_of(self.days.as_ref(), self.now) == reading::State::Fresh;
        let only = |c: Option<f64>| c.filter(|_| usable);
        self.widened(only(self.forecast_high_c), only(self.forecast_low_c), context)
    }

    /// The high of a local day.
    pub(super) fn high(&self, day: Date, context: &Context<'_>) -> Told<'_> {
        let zone = &context.station.zone;
        let is_today = day == self.now.to_zoned_datetime(zone.clone()).date();
        let own = self.own(day, Part::Day, context);
        let service = self.period(day, Part::Day, context);
        let today = |range: Range| (range.high_c, range.high_is_measured);
        self.told(own, service, is_today.then_some(&today), context)
    }

    /// The low of the night that begins in the evening of a local day.
    pub(super) fn low(&self, day: Date, context: &Context<'_>) -> Told<'_> {
        let is_tonight = day == night_of(self.now, &context.station.zone);
        let own = self.own(day, Part::Night, context);
        let service = self.period(day, Part::Night, context);
        let tonight = |range: Range| (range.low_c, range.low_is_measured);
        self.told(own, service, is_tonight.then_some(&tonight), context)
    }

    /// What the weather service says of a day or night that has not ended. Two parts of one day, as “Today” and “This
    /// Afternoon” after an update: the first stands.
    pub(super) fn period(&self, day: Date, part: Part, context: &Context<'_>) -> Option<&Period> {
        let periods = self.days.iter().flat_map(|forecast| &forecast.value.periods);
        let is_it = |period: &&Period| {
            let of = part_day(period.start, period.is_day, &context.station.zone);
            period.end > self.now && of == (day, part)
        };
        periods.into_iter().find(is_it)
    }

    fn told<'n>(
        &'n self,
        own: Option<&'n Own>,
        service: Option<&Period>,
        of_now: Option<&dyn Fn(Range) -> (Option<f64>, bool)>,
        context: &Context<'_>,
    ) -> Told<'n> {
        let own = own.filter(|own| own.draft.temperature_c.is_some());
        let forecast_c = service.and_then(|period| period.temperature_c);
        let (c, is_measured) = match of_now {
            None => (own.and_then(|own| own.draft.temperature_c).or(forecast_c), false),
            Some(of_now) => match of_now(self.range(context)) {
                (Some(c), is_measured) => (Some(c), is_measured),
                // An old forecast, in a table that says that it is old: widened all the same.
                _ => of_now(self.widened(self.forecast_high_c, self.forecast_low_c, context)),
            },
        };
        let own = own.filter(|own| !is_measured && own.draft.temperature_c == c);
        Told { c: c.or(forecast_c), is_measured, own }
    }

    fn widened(&self, high_c: Option<f64>, low_c: Option<f64>, context: &Context<'_>) -> Range {
        let now_c = self.fresh().map(|observation| observation.temperature_c);
        let (day, night) = self.own_now(context);
        let own = |own: Option<&Own>| own.and_then(|own| own.draft.temperature_c);
        let (high_c, low_c) = (own(day).or(high_c), own(night).or(low_c));
        range(high_c, low_c, self.measured, now_c, self.now, &context.station.zone)
    }
}

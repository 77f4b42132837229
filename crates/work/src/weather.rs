//! The weather of towns: where it is asked for, and when.

/// Where the weather comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Settings {
    /// Root of the weather service's tree of addresses, without a final slash.
    pub endpoint: String,
    /// Where reports of airports are asked for; `None` to ask nowhere.
    pub metar_endpoint: Option<String>,
    /// Who observes, as readers see it.
    pub credit: String,
    /// Where readers find more of that.
    pub credit_url: Option<String>,
    /// When observations are asked for: a cron pattern in station time.
    pub observation_schedule: String,
    /// When forecasts are asked for.
    pub forecast_schedule: String,
}

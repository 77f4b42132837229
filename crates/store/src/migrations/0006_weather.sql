-- The weather of towns. Readings are kept for a few days, so that a day's high and a sensor that stopped can be known.
CREATE TABLE observations (
    town_slug {TEXT} NOT NULL,
    observed_at {INT} NOT NULL,
    station {TEXT} NOT NULL,
    fetched_at {INT} NOT NULL,
    reading {TEXT} NOT NULL,
    PRIMARY KEY (town_slug, observed_at, station)
) {CLUSTERED};
CREATE TABLE forecasts (
    town_slug {TEXT} NOT NULL,
    kind {TEXT} NOT NULL,
    made_at {INT} NOT NULL,
    fetched_at {INT} NOT NULL,
    periods {TEXT} NOT NULL,
    PRIMARY KEY (town_slug, kind)
) {CLUSTERED};
-- What was last forecast for a local day or night, kept when the forecast has gone on to the next.
CREATE TABLE forecast_days (
    town_slug {TEXT} NOT NULL,
    day {TEXT} NOT NULL,
    part {TEXT} NOT NULL,
    temperature {REAL} NOT NULL,
    PRIMARY KEY (town_slug, day, part)
) {CLUSTERED};
CREATE TABLE weather_stations (
    id {TEXT} NOT NULL PRIMARY KEY,
    facts {TEXT} NOT NULL,
    fetched_at {INT} NOT NULL
) {STRICT};

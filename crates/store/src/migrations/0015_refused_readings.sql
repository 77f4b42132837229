-- The readings that a gate refused: of each station of a town the last, until a newer one passes.
CREATE TABLE refused_readings (
    town_slug {TEXT} NOT NULL,
    station {TEXT} NOT NULL,
    dated {INT},
    temperature_tenths {INT},
    gate {TEXT} NOT NULL,
    words {TEXT} NOT NULL,
    since {INT} NOT NULL,
    PRIMARY KEY (town_slug, station)
) {CLUSTERED};

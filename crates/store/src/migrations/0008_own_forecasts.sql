-- What meteorologists of the station say of a town's days and nights, in place of the weather service or beside it.
CREATE TABLE own_forecasts (
    town_slug {TEXT} NOT NULL,
    day {TEXT} NOT NULL,
    part {TEXT} NOT NULL,
    said {TEXT} NOT NULL,
    until_at {INT} NOT NULL,
    made_by {TEXT} NOT NULL,
    made_at {INT} NOT NULL,
    PRIMARY KEY (town_slug, day, part)
) {CLUSTERED};

-- Rain and snow of a town's days, with their sums since the month and the year began: of yesterday, and of today so far.
CREATE TABLE precipitations (
    town_slug {TEXT} NOT NULL,
    day {TEXT} NOT NULL,
    fetched_at {INT} NOT NULL,
    said {TEXT} NOT NULL,
    PRIMARY KEY (town_slug, day)
) {CLUSTERED};

-- What is normal for a town's days, and their records: today's, and from the evening on tomorrow's.
CREATE TABLE almanacs (
    town_slug {TEXT} NOT NULL,
    day {TEXT} NOT NULL,
    fetched_at {INT} NOT NULL,
    said {TEXT} NOT NULL,
    PRIMARY KEY (town_slug, day)
) {CLUSTERED};

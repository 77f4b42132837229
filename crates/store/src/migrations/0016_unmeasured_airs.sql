-- Towns of which the source of the air last said that nobody measures near. A town without a row has not been said to be one.
CREATE TABLE unmeasured_airs (
    town_slug {TEXT} NOT NULL PRIMARY KEY,
    said_at {INT} NOT NULL
) {CLUSTERED};

-- The air of towns: of each the newest that passed its gates. Nothing is shown of the hours before it.
CREATE TABLE airs (
    town_slug {TEXT} NOT NULL PRIMARY KEY,
    observed_at {INT} NOT NULL,
    fetched_at {INT} NOT NULL,
    figures {TEXT} NOT NULL
) {CLUSTERED};

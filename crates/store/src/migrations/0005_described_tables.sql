-- Tables that are described on the desk. Each change is one more row; the newest of a table counts.
CREATE TABLE described_tables (
    id {ID},
    slug {TEXT} NOT NULL,
    description {TEXT} NOT NULL,
    is_on {INT} NOT NULL,
    at {INT} NOT NULL,
    by_name {TEXT} NOT NULL
) {STRICT};
CREATE INDEX described_tables_newest ON described_tables (slug, id);

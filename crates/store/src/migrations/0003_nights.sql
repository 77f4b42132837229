-- Nights of tables, packed: one small row for each table and day, however many rows and days there are. The figures that
-- were kept as JSON are taken over as they are; the program reads both.
CREATE TABLE nights (
    id {ID},
    table_slug {TEXT} NOT NULL,
    as_of {TEXT} NOT NULL,
    fetched_at {INT} NOT NULL,
    state {TEXT} NOT NULL,
    figures {BYTES} NOT NULL,
    file_bytes {INT} NOT NULL,
    outcomes {TEXT} NOT NULL,
    note {TEXT},
    decided_at {INT} NOT NULL
) {STRICT};
INSERT INTO nights (table_slug, as_of, fetched_at, state, figures, file_bytes, outcomes, note, decided_at)
    SELECT table_slug, as_of, fetched_at, state, CAST(figures AS {BYTES}), 0, outcomes, note, decided_at
    FROM snapshots ORDER BY id;
DROP TABLE snapshots;
CREATE INDEX nights_newest ON nights (table_slug, state, as_of, id);

-- Where the zones are that alerts name: each fetched once and kept. A row without a shape is a zone that has none on that
-- map, so that nobody asks for it again.
CREATE TABLE zone_shapes (
    kind {TEXT} NOT NULL,
    code {TEXT} NOT NULL,
    name {TEXT} NOT NULL,
    shape {BYTES} NOT NULL,
    fetched_at {INT} NOT NULL,
    PRIMARY KEY (kind, code)
) {CLUSTERED};

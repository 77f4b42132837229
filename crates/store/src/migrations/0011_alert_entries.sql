-- Entries of indexes of alerts: which messages were fetched, and which still have to be. Only there to ask less: an entry
-- that is deleted takes no alert away.
CREATE TABLE alert_entries (
    source {TEXT} NOT NULL,
    entry {TEXT} NOT NULL,
    updated_at {INT} NOT NULL,
    due_at {INT},
    said {TEXT} NOT NULL,
    PRIMARY KEY (source, entry)
) {CLUSTERED};
CREATE INDEX alert_entries_due ON alert_entries (source, due_at);
-- When a person last asked for a source to be asked at once.
ALTER TABLE sources ADD COLUMN wished_at {INT};

-- The towns that a notice is for, by their names in station.toml; empty for the whole area that the station covers, as every
-- notice was before.
ALTER TABLE notices ADD COLUMN towns {TEXT} NOT NULL DEFAULT '';

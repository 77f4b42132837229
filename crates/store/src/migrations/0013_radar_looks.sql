-- The newest whole look of each radar in colours, so that the picture of all radars goes on after a restart.
CREATE TABLE radar_looks (
    radar {TEXT} NOT NULL PRIMARY KEY,
    measured_at {INT} NOT NULL,
    cleaned {INT} NOT NULL,
    maintenance {INT} NOT NULL,
    said {TEXT} NOT NULL,
    colours {BYTES} NOT NULL
) {CLUSTERED};

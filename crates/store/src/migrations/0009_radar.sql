-- Frames of radars: what was drawn of one look at the lowest tilt. A frame that grew is another row; the one before has
-- ended, and is kept a while for those who have its address.
CREATE TABLE radar_frames (
    radar {TEXT} NOT NULL,
    began {INT} NOT NULL,
    revision {INT} NOT NULL,
    facts {TEXT} NOT NULL,
    ended_at {INT},
    PRIMARY KEY (radar, began, revision)
) {CLUSTERED};
-- Bytes of frames in the blob store, and which frames use them: what no frame uses is removed.
CREATE TABLE radar_packs (
    pack {TEXT} NOT NULL PRIMARY KEY,
    radar {TEXT} NOT NULL,
    bytes {INT} NOT NULL
) {CLUSTERED};
CREATE TABLE radar_uses (
    radar {TEXT} NOT NULL,
    began {INT} NOT NULL,
    revision {INT} NOT NULL,
    pack {TEXT} NOT NULL,
    PRIMARY KEY (radar, began, revision, pack)
) {CLUSTERED};
CREATE INDEX radar_uses_pack ON radar_uses (pack);

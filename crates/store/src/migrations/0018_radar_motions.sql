-- The picture of all radars has a sentence of its own, made of the colours; for that a look needs no words, but the motion of its
-- echoes: where to in whole degrees, millimetres a second, and in thousandths how well that was measured. All three are null
-- when it was not.
ALTER TABLE radar_looks DROP COLUMN said;
ALTER TABLE radar_looks ADD COLUMN towards_deg {INT};
ALTER TABLE radar_looks ADD COLUMN speed_mmps {INT};
ALTER TABLE radar_looks ADD COLUMN agreement_thousandths {INT};

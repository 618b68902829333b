-- A person's flag: "look at this again". It changes no text and no state.
ALTER TABLE segments ADD COLUMN flagged INTEGER NOT NULL DEFAULT 0;
CREATE INDEX segments_flagged ON segments(document_id) WHERE is_live = 1 AND flagged = 1;
CREATE TRIGGER segments_changed_by_flag AFTER UPDATE OF flagged ON segments
BEGIN
    INSERT INTO changes VALUES (new.id, new.document_id, (SELECT coalesce(max(number), 0) + 1 FROM changes))
        ON CONFLICT (segment_id) DO UPDATE SET number = excluded.number;
END;

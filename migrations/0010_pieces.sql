-- A mark of several pieces, or of none: a JSON list of [side, start, end, words] in code points, half-open. NULL: the
-- one piece that the columns beside it say. With pieces the columns say what covers those of one side.
ALTER TABLE marks ADD COLUMN pieces TEXT;

DROP TRIGGER marks_are_only_withdrawn;

CREATE TRIGGER marks_are_only_withdrawn BEFORE UPDATE ON marks
WHEN (old.withdrawn_at IS NOT NULL AND new.withdrawn_at IS NOT old.withdrawn_at)
    OR (new.segment_id, new.system, new.revision, new.side, new.start_at, new.end_at, new.quote, new.pieces,
        new.category, new.severity, new.made_at) IS NOT
       (old.segment_id, old.system, old.revision, old.side, old.start_at, old.end_at, old.quote, old.pieces,
        old.category, old.severity, old.made_at)
BEGIN SELECT RAISE(ABORT, 'marks are only withdrawn'); END;

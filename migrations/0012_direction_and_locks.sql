-- How one segment's text runs where its language says otherwise; NULL: as its language. Who locked a segment by hand.
ALTER TABLE segments ADD COLUMN direction TEXT CHECK (direction IN ('ltr', 'rtl'));
ALTER TABLE segments ADD COLUMN locked_by TEXT;
CREATE TRIGGER segments_changed_by_direction AFTER UPDATE OF direction, locked_by ON segments
BEGIN
    INSERT INTO changes VALUES (new.id, new.document_id, (SELECT coalesce(max(number), 0) + 1 FROM changes))
        ON CONFLICT (segment_id) DO UPDATE SET number = excluded.number;
END;

-- Several people at once: which segments changed, in order, and how far each person has read a discussion.

-- One row for each segment that changed since it was imported. `number` grows with every change in the database,
-- whoever makes it, so that one number says what a page has seen.
CREATE TABLE changes (
    segment_id INTEGER PRIMARY KEY REFERENCES segments(id),
    document_id INTEGER NOT NULL REFERENCES documents(id),
    number INTEGER NOT NULL UNIQUE
) STRICT;

CREATE INDEX changes_of_document ON changes(document_id, number);

CREATE TRIGGER segments_changed_by_update
AFTER UPDATE OF before, lead, source, source_check, text, state, left_out, flag, flag_reason, locked, editorial, cut,
    revision, is_live ON segments
BEGIN
    INSERT INTO changes VALUES (new.id, new.document_id, (SELECT coalesce(max(number), 0) + 1 FROM changes))
        ON CONFLICT (segment_id) DO UPDATE SET number = excluded.number;
END;

-- Not while a file is being imported: nobody has that document open.
CREATE TRIGGER segments_changed_by_insert AFTER INSERT ON segments
WHEN (SELECT is_published FROM documents WHERE id = new.document_id)
BEGIN
    INSERT INTO changes VALUES (new.id, new.document_id, (SELECT coalesce(max(number), 0) + 1 FROM changes));
END;

CREATE TRIGGER segments_changed_by_question AFTER INSERT ON questions
BEGIN
    INSERT INTO changes SELECT id, document_id, (SELECT coalesce(max(number), 0) + 1 FROM changes)
        FROM segments WHERE id = new.segment_id
        ON CONFLICT (segment_id) DO UPDATE SET number = excluded.number;
END;

CREATE TRIGGER segments_changed_by_resolving AFTER UPDATE OF resolved_at, segment_id ON questions
BEGIN
    INSERT INTO changes SELECT id, document_id, (SELECT coalesce(max(number), 0) + 1 FROM changes)
        FROM segments WHERE id = new.segment_id
        ON CONFLICT (segment_id) DO UPDATE SET number = excluded.number;
END;

CREATE TABLE readings (
    person_id INTEGER NOT NULL REFERENCES people(id),
    segment_id INTEGER NOT NULL REFERENCES segments(id),
    question_id INTEGER NOT NULL,
    PRIMARY KEY (person_id, segment_id)
) STRICT, WITHOUT ROWID;

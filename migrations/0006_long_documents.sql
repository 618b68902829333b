-- Long documents: what history, review and search would otherwise work out from every segment.

-- What happened in a document: one row for a batch, one for each other revision. Pages read them newest first.
CREATE TABLE entries (
    id INTEGER PRIMARY KEY,
    document_id INTEGER NOT NULL REFERENCES documents(id),
    batch_id INTEGER REFERENCES batches(id),
    revision_id INTEGER NOT NULL,  -- the newest of them
    author TEXT NOT NULL,
    kind TEXT NOT NULL,
    n INTEGER NOT NULL,
    newest_at TEXT NOT NULL,
    UNIQUE (document_id, batch_id)
) STRICT;

CREATE INDEX entries_newest ON entries(document_id, newest_at, revision_id);
CREATE INDEX entries_by_author ON entries(document_id, author);

INSERT INTO entries (document_id, batch_id, revision_id, author, kind, n, newest_at)
SELECT segments.document_id, revisions.batch_id, max(revisions.id), revisions.author, revisions.kind, count(*),
    max(revisions.made_at)
FROM revisions JOIN segments ON segments.id = revisions.segment_id
GROUP BY segments.document_id, coalesce(revisions.batch_id, -revisions.id) ORDER BY max(revisions.id);

CREATE TRIGGER revisions_are_entered AFTER INSERT ON revisions
BEGIN
    INSERT INTO entries (document_id, batch_id, revision_id, author, kind, n, newest_at)
    VALUES ((SELECT document_id FROM segments WHERE id = new.segment_id), new.batch_id, new.id, new.author, new.kind,
        1, new.made_at)
    ON CONFLICT (document_id, batch_id) DO UPDATE SET n = n + 1, revision_id = excluded.revision_id,
        newest_at = max(newest_at, excluded.newest_at);
END;

-- What a reviewer may look at: every segment that a person changed, beside its state, with whoever wrote its text.
-- `is_changed`: the text differs from the one approved last (an undone approval does not count), else the machine's.
CREATE TABLE changed_texts (
    segment_id INTEGER PRIMARY KEY REFERENCES segments(id),
    document_id INTEGER NOT NULL REFERENCES documents(id),
    editor TEXT,
    is_changed INTEGER NOT NULL,
    state TEXT NOT NULL,
    cut INTEGER NOT NULL,
    is_shown INTEGER NOT NULL  -- live, and in the text or taken out of it by a person
) STRICT;

CREATE INDEX changed_texts_to_review ON changed_texts(document_id, is_shown, editor, state, is_changed, cut);

INSERT INTO changed_texts
SELECT id, document_id,
    (SELECT author FROM revisions
     WHERE segment_id = segments.id AND kind NOT IN ('approve', 'send_back', 'undo') ORDER BY number DESC LIMIT 1),
    machine IS NULL OR text <> coalesce((
        SELECT earlier.text FROM revisions AS earlier
        WHERE earlier.segment_id = segments.id AND earlier.kind = 'approve' AND earlier.number < segments.revision
            AND NOT EXISTS (SELECT 1 FROM batches WHERE batches.undoes = earlier.batch_id)
        ORDER BY earlier.number DESC LIMIT 1), machine, ''),
    state, cut, is_live = 1 AND (left_out = 0 OR cut = 1)
FROM segments WHERE changed_at IS NOT NULL;

CREATE TRIGGER segments_changed_for_review
AFTER UPDATE OF text, state, revision, cut, left_out, is_live, changed_at ON segments WHEN new.changed_at IS NOT NULL
BEGIN
    INSERT INTO changed_texts VALUES (new.id, new.document_id,
        (SELECT author FROM revisions
         WHERE segment_id = new.id AND kind NOT IN ('approve', 'send_back', 'undo') ORDER BY number DESC LIMIT 1),
        new.machine IS NULL OR new.text <> coalesce((
            SELECT earlier.text FROM revisions AS earlier
            WHERE earlier.segment_id = new.id AND earlier.kind = 'approve' AND earlier.number < new.revision
                AND NOT EXISTS (SELECT 1 FROM batches WHERE batches.undoes = earlier.batch_id)
            ORDER BY earlier.number DESC LIMIT 1), new.machine, ''),
        new.state, new.cut, new.is_live = 1 AND (new.left_out = 0 OR new.cut = 1))
    ON CONFLICT (segment_id) DO UPDATE SET editor = excluded.editor, is_changed = excluded.is_changed,
        state = excluded.state, cut = excluded.cut, is_shown = excluded.is_shown;
END;

-- Texts that an undone approval had skipped are compared with an older text from then on.
CREATE TRIGGER batches_undone_for_review AFTER INSERT ON batches WHEN new.undoes IS NOT NULL
BEGIN
    UPDATE changed_texts SET is_changed = (
        SELECT machine IS NULL OR text <> coalesce((
            SELECT earlier.text FROM revisions AS earlier
            WHERE earlier.segment_id = segments.id AND earlier.kind = 'approve' AND earlier.number < segments.revision
                AND NOT EXISTS (SELECT 1 FROM batches WHERE batches.undoes = earlier.batch_id)
            ORDER BY earlier.number DESC LIMIT 1), machine, '')
        FROM segments WHERE segments.id = changed_texts.segment_id
    ) WHERE segment_id IN (SELECT segment_id FROM revisions WHERE batch_id = new.undoes AND kind = 'approve');
END;

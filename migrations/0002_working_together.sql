-- Review, comments with mentions, named points in a document's history.

ALTER TABLE projects ADD COLUMN reasons TEXT NOT NULL DEFAULT
    '["Wrong meaning","Something is missing","Not fluent","Wrong term","Style"]';

ALTER TABLE questions ADD COLUMN kind TEXT NOT NULL DEFAULT 'question' CHECK (kind IN ('question', 'comment'));

CREATE TABLE mentions (
    question_id INTEGER NOT NULL REFERENCES questions(id),
    person_id INTEGER NOT NULL REFERENCES people(id),
    PRIMARY KEY (question_id, person_id)
) STRICT, WITHOUT ROWID;

CREATE INDEX mentions_by_person ON mentions(person_id);

-- What a reviewer said of a revision. `suggestion` is the reviewer's own wording, shown as a difference.
CREATE TABLE verdicts (
    id INTEGER PRIMARY KEY,
    segment_id INTEGER NOT NULL REFERENCES segments(id),
    revision INTEGER NOT NULL,
    author TEXT NOT NULL,
    editor TEXT,
    verdict TEXT NOT NULL CHECK (verdict IN ('approve', 'send_back')),
    reason TEXT,
    note TEXT,
    suggestion TEXT,
    made_at TEXT NOT NULL
) STRICT;

CREATE INDEX verdicts_by_segment ON verdicts(segment_id);

CREATE TABLE points (
    id INTEGER PRIMARY KEY,
    document_id INTEGER NOT NULL REFERENCES documents(id),
    name TEXT NOT NULL,
    last_revision_id INTEGER NOT NULL,
    author TEXT NOT NULL,
    made_at TEXT NOT NULL,
    UNIQUE (document_id, name)
) STRICT;

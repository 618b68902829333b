-- What people say about translations: errors marked in texts, ratings, who judged which segment, and what they were asked.

CREATE TABLE judging_tasks (
    id INTEGER PRIMARY KEY,
    project_id INTEGER NOT NULL REFERENCES projects(id),
    document_id INTEGER REFERENCES documents(id),  -- NULL: every document of the project
    kind TEXT NOT NULL CHECK (kind IN ('mqm', 'esa', 'da', 'approve')),
    systems TEXT NOT NULL,  -- a JSON list of names, side by side; [] is the document's base system
    is_blind INTEGER NOT NULL DEFAULT 1,
    seed INTEGER NOT NULL,  -- the shuffled order of the systems under each segment follows from it
    author TEXT NOT NULL,
    made_at TEXT NOT NULL,
    closed_at TEXT
) STRICT;

CREATE INDEX judging_tasks_by_project ON judging_tasks(project_id);

-- An error in one text: the machine's (revision 0) or a correction's. Offsets are code points of that text, half-open.
-- Rows are never changed or deleted, only withdrawn.
CREATE TABLE marks (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    segment_id INTEGER NOT NULL REFERENCES segments(id),
    system TEXT NOT NULL,
    revision INTEGER NOT NULL CHECK (revision >= 0),
    side TEXT NOT NULL CHECK (side IN ('source', 'target')),
    start_at INTEGER NOT NULL CHECK (start_at >= 0),
    end_at INTEGER NOT NULL CHECK (end_at >= start_at),
    quote TEXT NOT NULL,
    prefix TEXT NOT NULL,
    suffix TEXT NOT NULL,
    category TEXT,
    severity TEXT NOT NULL,
    comment TEXT,
    author TEXT NOT NULL,
    made_at TEXT NOT NULL,
    op_id TEXT UNIQUE,
    task_id INTEGER REFERENCES judging_tasks(id),
    withdrawn_at TEXT,
    withdrawn_by TEXT
) STRICT;

CREATE INDEX marks_by_segment ON marks(segment_id);

-- The newest row of a person, text and kind counts.
CREATE TABLE ratings (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    segment_id INTEGER NOT NULL REFERENCES segments(id),
    system TEXT NOT NULL,
    revision INTEGER NOT NULL CHECK (revision >= 0),
    kind TEXT NOT NULL CHECK (kind IN ('esa', 'da')),
    value REAL NOT NULL CHECK (value BETWEEN 0 AND 100),
    author TEXT NOT NULL,
    made_at TEXT NOT NULL,
    task_id INTEGER REFERENCES judging_tasks(id)
) STRICT;

CREATE INDEX ratings_by_segment ON ratings(segment_id);

-- A person has judged a text to its end. Without marks that says: no errors.
CREATE TABLE finishes (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    segment_id INTEGER NOT NULL REFERENCES segments(id),
    system TEXT NOT NULL,
    revision INTEGER NOT NULL CHECK (revision >= 0),
    author TEXT NOT NULL,
    made_at TEXT NOT NULL,
    task_id INTEGER REFERENCES judging_tasks(id),
    withdrawn_at TEXT
) STRICT;

CREATE INDEX finishes_by_segment ON finishes(segment_id);

-- Who looked at the names of systems that were hidden.
CREATE TABLE reveals (
    id INTEGER PRIMARY KEY,
    document_id INTEGER NOT NULL REFERENCES documents(id),
    task_id INTEGER REFERENCES judging_tasks(id),
    author TEXT NOT NULL,
    made_at TEXT NOT NULL
) STRICT;

-- A project's own weights and categories; without a row the product's hold.
CREATE TABLE judging_settings (
    project_id INTEGER PRIMARY KEY REFERENCES projects(id),
    weights TEXT NOT NULL,  -- a JSON object: severity, or severity/category, to points
    typology TEXT,  -- the name of the project's own categories; NULL: MQM Core
    categories TEXT  -- a JSON object: category to its subcategories
) STRICT;

CREATE TRIGGER marks_are_only_withdrawn BEFORE UPDATE ON marks
WHEN (old.withdrawn_at IS NOT NULL AND new.withdrawn_at IS NOT old.withdrawn_at)
    OR (new.segment_id, new.system, new.revision, new.side, new.start_at, new.end_at, new.quote, new.category,
        new.severity, new.made_at) IS NOT
       (old.segment_id, old.system, old.revision, old.side, old.start_at, old.end_at, old.quote, old.category,
        old.severity, old.made_at)
BEGIN SELECT RAISE(ABORT, 'marks are only withdrawn'); END;

-- The first schema. Times are UTC ISO-8601 text, booleans 0 or 1, offsets code points.

CREATE TABLE settings (
    key TEXT PRIMARY KEY,
    value TEXT NOT NULL
) STRICT;

CREATE TABLE people (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL,
    name_key TEXT NOT NULL UNIQUE,
    role TEXT NOT NULL CHECK (role IN ('owner', 'lead', 'reviewer', 'editor', 'viewer')),
    password_hash TEXT,
    salt TEXT,
    is_active INTEGER NOT NULL DEFAULT 1,
    preferences TEXT NOT NULL DEFAULT '{}',
    created_at TEXT NOT NULL
) STRICT;

CREATE TABLE sessions (
    token_hash TEXT PRIMARY KEY,
    person_id INTEGER NOT NULL REFERENCES people(id),
    created_at TEXT NOT NULL,
    seen_at TEXT NOT NULL,
    expires_at TEXT NOT NULL
) STRICT;

CREATE TABLE links (
    token_hash TEXT PRIMARY KEY,
    person_id INTEGER NOT NULL REFERENCES people(id),
    expires_at TEXT NOT NULL,
    used_at TEXT
) STRICT;

CREATE TABLE tokens (
    id INTEGER PRIMARY KEY,
    token_hash TEXT NOT NULL UNIQUE,
    person_id INTEGER NOT NULL REFERENCES people(id),
    created_at TEXT NOT NULL,
    revoked_at TEXT
) STRICT;

CREATE TABLE attempts (
    key TEXT PRIMARY KEY,
    failures INTEGER NOT NULL,
    last_at TEXT NOT NULL,
    blocked_until TEXT NOT NULL
) STRICT;

CREATE TABLE projects (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL,
    source_lang TEXT,
    target_lang TEXT,
    is_demo INTEGER NOT NULL DEFAULT 0,
    created_at TEXT NOT NULL,
    deleted_at TEXT
) STRICT;

CREATE UNIQUE INDEX projects_by_name ON projects(name) WHERE deleted_at IS NULL;

CREATE TABLE documents (
    id INTEGER PRIMARY KEY,
    project_id INTEGER NOT NULL REFERENCES projects(id),
    name TEXT NOT NULL,
    format TEXT NOT NULL,
    system TEXT NOT NULL,
    source_lang TEXT,
    target_lang TEXT,
    encoding TEXT NOT NULL,
    bom INTEGER NOT NULL DEFAULT 0,
    newline TEXT NOT NULL,
    tail TEXT NOT NULL,
    units INTEGER NOT NULL,
    has_source INTEGER NOT NULL DEFAULT 0,
    is_published INTEGER NOT NULL DEFAULT 0,
    created_at TEXT NOT NULL,
    created_by TEXT NOT NULL,
    deleted_at TEXT
) STRICT;

CREATE INDEX documents_by_project ON documents(project_id);

CREATE TABLE originals (
    document_id INTEGER PRIMARY KEY REFERENCES documents(id),
    file_name TEXT NOT NULL,
    sha256 TEXT NOT NULL,
    data BLOB NOT NULL
) STRICT;

CREATE TABLE segments (
    id INTEGER PRIMARY KEY,
    document_id INTEGER NOT NULL REFERENCES documents(id),
    position INTEGER NOT NULL,
    paragraph INTEGER NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('title', 'heading', 'sentence', 'item', 'cell', 'code')),
    before TEXT NOT NULL,
    lead TEXT NOT NULL,
    trail TEXT NOT NULL,
    source TEXT,
    source_check INTEGER NOT NULL DEFAULT 0,
    machine TEXT,
    text TEXT NOT NULL,
    state TEXT NOT NULL DEFAULT 'todo' CHECK (state IN ('todo', 'edited', 'confirmed', 'approved', 'sent_back')),
    left_out INTEGER NOT NULL DEFAULT 0,
    flag TEXT,
    flag_reason TEXT,
    locked INTEGER NOT NULL DEFAULT 0,
    editorial INTEGER NOT NULL DEFAULT 0,
    cut INTEGER NOT NULL DEFAULT 0,
    revision INTEGER NOT NULL DEFAULT 0,
    head_hash TEXT,
    author TEXT,
    changed_at TEXT,
    is_live INTEGER NOT NULL DEFAULT 1
) STRICT;

CREATE INDEX segments_in_order ON segments(document_id, is_live, position);
CREATE INDEX segments_by_state ON segments(document_id, is_live, state, left_out, position);
CREATE INDEX segments_to_pair ON segments(document_id) WHERE is_live = 1 AND source_check = 1;

CREATE INDEX segments_by_change ON segments(document_id, changed_at) WHERE changed_at IS NOT NULL;

-- Where a split or a join made this segment from another one.
CREATE TABLE parents (
    segment_id INTEGER NOT NULL REFERENCES segments(id),
    parent_id INTEGER NOT NULL REFERENCES segments(id),
    PRIMARY KEY (segment_id, parent_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE candidates (
    segment_id INTEGER NOT NULL REFERENCES segments(id),
    system TEXT NOT NULL,
    text TEXT NOT NULL,
    PRIMARY KEY (segment_id, system)
) STRICT, WITHOUT ROWID;

CREATE TABLE segment_references (
    id INTEGER PRIMARY KEY,
    segment_id INTEGER NOT NULL REFERENCES segments(id),
    origin TEXT NOT NULL,
    text TEXT NOT NULL
) STRICT;

CREATE INDEX references_by_segment ON segment_references(segment_id);

CREATE TABLE batches (
    id INTEGER PRIMARY KEY,
    made_at TEXT NOT NULL,
    author TEXT NOT NULL,
    kind TEXT NOT NULL,
    summary TEXT NOT NULL,
    document_id INTEGER REFERENCES documents(id),  -- NULL where a batch spans documents of its project
    project_id INTEGER NOT NULL REFERENCES projects(id),
    op_id TEXT UNIQUE,
    detail TEXT NOT NULL,
    undoes INTEGER REFERENCES batches(id)
) STRICT;

CREATE UNIQUE INDEX batches_undone_once ON batches(undoes) WHERE undoes IS NOT NULL;
CREATE INDEX batches_by_document ON batches(document_id);
CREATE INDEX batches_by_project ON batches(project_id);

-- The log. Columns stand in the order in which a person reads them; the hashes come last.
CREATE TABLE revisions (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    made_at TEXT NOT NULL,
    author TEXT NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('edit', 'confirm', 'restore', 'replace', 'split', 'join', 'undo',
                                       'approve', 'send_back', 'cut', 'add')),
    segment_id INTEGER NOT NULL REFERENCES segments(id),
    number INTEGER NOT NULL CHECK (number >= 1),
    state TEXT NOT NULL CHECK (state IN ('todo', 'edited', 'confirmed', 'approved', 'sent_back')),
    text TEXT NOT NULL,
    base_number INTEGER NOT NULL,
    batch_id INTEGER REFERENCES batches(id),
    op_id TEXT UNIQUE,
    erased_at TEXT,
    text_hash TEXT NOT NULL,
    author_hash TEXT NOT NULL,
    previous_hash TEXT NOT NULL,
    hash TEXT NOT NULL,
    UNIQUE (segment_id, number)
) STRICT;

CREATE INDEX revisions_by_batch ON revisions(batch_id) WHERE batch_id IS NOT NULL;

CREATE TRIGGER revisions_are_never_changed BEFORE UPDATE ON revisions
BEGIN SELECT RAISE(ABORT, 'revisions are append-only'); END;

CREATE TRIGGER revisions_are_never_deleted BEFORE DELETE ON revisions
BEGIN SELECT RAISE(ABORT, 'revisions are append-only'); END;

CREATE TABLE drafts (
    person_id INTEGER NOT NULL REFERENCES people(id),
    segment_id INTEGER NOT NULL REFERENCES segments(id),
    text TEXT NOT NULL,
    base_revision INTEGER NOT NULL,
    op_id TEXT,
    saved_at TEXT NOT NULL,
    PRIMARY KEY (person_id, segment_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE questions (
    id INTEGER PRIMARY KEY,
    segment_id INTEGER NOT NULL REFERENCES segments(id),
    author TEXT NOT NULL,
    text TEXT NOT NULL,
    made_at TEXT NOT NULL,
    resolved_at TEXT,
    resolved_by TEXT
) STRICT;

CREATE INDEX questions_by_segment ON questions(segment_id);
CREATE INDEX questions_open ON questions(segment_id) WHERE resolved_at IS NULL;

-- Sufficient statistics of each counted segment, and their sums over a document.
CREATE TABLE segment_statistics (
    segment_id INTEGER PRIMARY KEY REFERENCES segments(id),
    revision INTEGER NOT NULL,
    bleu TEXT NOT NULL,
    chrf TEXT NOT NULL,
    ter_edits REAL,
    ter_words REAL,
    ter_reason TEXT
) STRICT;

CREATE TABLE document_sums (
    document_id INTEGER PRIMARY KEY REFERENCES documents(id),
    n INTEGER NOT NULL,
    bleu TEXT NOT NULL,
    chrf TEXT NOT NULL,
    ter_n INTEGER NOT NULL,
    ter_edits REAL NOT NULL,
    ter_words REAL NOT NULL
) STRICT;

-- How many live segments of a document are in each state, kept by the triggers below, so that a page
-- and a save cost the same in a document of any length. Left-out segments count as such, whatever their state.
CREATE TABLE segment_counts (
    document_id INTEGER NOT NULL REFERENCES documents(id),
    bucket TEXT NOT NULL,
    n INTEGER NOT NULL,
    PRIMARY KEY (document_id, bucket)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER segments_counted_on_insert AFTER INSERT ON segments WHEN new.is_live = 1
BEGIN
    INSERT INTO segment_counts VALUES (new.document_id, CASE WHEN new.left_out THEN 'left_out' ELSE new.state END, 1)
        ON CONFLICT DO UPDATE SET n = n + 1;
    INSERT INTO segment_counts VALUES (new.document_id, 'editorial', new.editorial)
        ON CONFLICT DO UPDATE SET n = n + new.editorial;
    INSERT INTO segment_counts VALUES (new.document_id, 'all', 1)
        ON CONFLICT DO UPDATE SET n = n + 1;
END;

CREATE TRIGGER segments_counted_on_update AFTER UPDATE OF state, left_out, editorial, is_live ON segments
BEGIN
    UPDATE segment_counts SET n = n - old.is_live
        WHERE document_id = old.document_id AND bucket = CASE WHEN old.left_out THEN 'left_out' ELSE old.state END;
    UPDATE segment_counts SET n = n - old.is_live * old.editorial
        WHERE document_id = old.document_id AND bucket = 'editorial';
    UPDATE segment_counts SET n = n - old.is_live
        WHERE document_id = old.document_id AND bucket = 'all';
    INSERT INTO segment_counts VALUES (new.document_id, CASE WHEN new.left_out THEN 'left_out' ELSE new.state END, new.is_live)
        ON CONFLICT DO UPDATE SET n = n + new.is_live;
    INSERT INTO segment_counts VALUES (new.document_id, 'editorial', new.is_live * new.editorial)
        ON CONFLICT DO UPDATE SET n = n + new.is_live * new.editorial;
    INSERT INTO segment_counts VALUES (new.document_id, 'all', new.is_live)
        ON CONFLICT DO UPDATE SET n = n + new.is_live;
END;

-- A text between upload and opening: what was read, and the choices made in the preview.
CREATE TABLE imports (
    id TEXT PRIMARY KEY,
    person_id INTEGER NOT NULL REFERENCES people(id),
    project_id INTEGER REFERENCES projects(id),
    file_name TEXT NOT NULL,
    data BLOB NOT NULL,
    options TEXT NOT NULL,
    plan TEXT,
    created_at TEXT NOT NULL
) STRICT;

CREATE TABLE jobs (
    id INTEGER PRIMARY KEY,
    kind TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('queued', 'running', 'done', 'failed', 'cancelled')),
    done INTEGER NOT NULL DEFAULT 0,
    total INTEGER,
    error TEXT,
    document_id INTEGER REFERENCES documents(id),
    person_id INTEGER NOT NULL REFERENCES people(id),
    payload TEXT NOT NULL,
    leased_until TEXT,
    created_at TEXT NOT NULL
) STRICT;

CREATE TABLE events (
    id INTEGER PRIMARY KEY,
    at TEXT NOT NULL,
    who TEXT NOT NULL,
    what TEXT NOT NULL,
    about TEXT NOT NULL
) STRICT;

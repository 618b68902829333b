-- Views of the pages about quality under a name: what the filters of an address show.

CREATE TABLE quality_views (
    id INTEGER PRIMARY KEY,
    project_id INTEGER NOT NULL REFERENCES projects(id),
    name TEXT NOT NULL,
    name_key TEXT NOT NULL,  -- how names are compared
    page TEXT NOT NULL CHECK (page IN ('quality', 'compare')),
    filters TEXT NOT NULL,  -- a JSON object: the names and values of an address
    author TEXT NOT NULL,
    made_at TEXT NOT NULL,
    UNIQUE (project_id, name_key)
) STRICT;

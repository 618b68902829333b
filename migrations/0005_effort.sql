-- How much work a text took: counts of one person in one segment, as a browser sends them. No text, no key.

ALTER TABLE projects ADD COLUMN effort INTEGER NOT NULL DEFAULT 1;

-- A browser may send a stretch again with higher counts under the same key; the highest count stays.
CREATE TABLE effort (
    op_id TEXT NOT NULL,
    segment_id INTEGER NOT NULL REFERENCES segments(id),
    person_id INTEGER NOT NULL REFERENCES people(id),
    stage TEXT NOT NULL CHECK (stage IN ('editing', 'review')),
    milliseconds INTEGER NOT NULL CHECK (milliseconds >= 0),
    keystrokes INTEGER NOT NULL CHECK (keystrokes >= 0),
    received_at TEXT NOT NULL,
    PRIMARY KEY (person_id, op_id, segment_id)
) STRICT, WITHOUT ROWID;

CREATE INDEX effort_by_segment ON effort(segment_id);

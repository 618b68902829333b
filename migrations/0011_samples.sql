-- Segments drawn at random to be judged, so that what people said of them speaks for the whole text.

CREATE TABLE samples (
    id INTEGER PRIMARY KEY,
    project_id INTEGER NOT NULL REFERENCES projects(id),
    lang TEXT NOT NULL,  -- the target language of its documents; '' is not stated
    systems TEXT NOT NULL,  -- a JSON list: all of them translated each segment; [] is the document's base system
    size INTEGER NOT NULL CHECK (size > 0),  -- segments that were drawn
    seed INTEGER NOT NULL,
    population TEXT NOT NULL,  -- ids of the segments that could be drawn, as ranges: 1-9,12
    could_be_drawn INTEGER NOT NULL,  -- how many these are
    already_judged INTEGER NOT NULL,  -- left out of them, because the person had judged them
    author TEXT NOT NULL,
    made_at TEXT NOT NULL
) STRICT;

CREATE INDEX samples_by_project ON samples(project_id);

-- In order of the documents, because neighbours explain each other.
CREATE TABLE sample_segments (
    sample_id INTEGER NOT NULL REFERENCES samples(id),
    place INTEGER NOT NULL CHECK (place > 0),
    segment_id INTEGER NOT NULL REFERENCES segments(id),
    PRIMARY KEY (sample_id, place)
) STRICT, WITHOUT ROWID;

CREATE INDEX sample_segments_by_segment ON sample_segments(segment_id);

-- A task may be one person's share: to judge a sample. Several people may have the same sample.
ALTER TABLE judging_tasks ADD COLUMN sample_id INTEGER REFERENCES samples(id);
ALTER TABLE judging_tasks ADD COLUMN person TEXT;

CREATE INDEX judging_tasks_by_sample ON judging_tasks(sample_id);
CREATE INDEX finishes_by_task ON finishes(task_id) WHERE task_id IS NOT NULL;

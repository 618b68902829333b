-- What other systems' texts have in common with references, and what a project calls good.

-- Sufficient statistics of a system's text against one reference, and its own chrF: both texts never change, so
-- these rows never go stale. They can be deleted at any time: the quality page computes them again.
CREATE TABLE candidate_statistics (
    segment_id INTEGER NOT NULL REFERENCES segments(id),
    system TEXT NOT NULL,
    reference_id INTEGER NOT NULL REFERENCES segment_references(id),
    bleu TEXT NOT NULL,
    chrf TEXT NOT NULL,
    ter_edits REAL,
    ter_words REAL,
    ter_reason TEXT,
    chrf_score REAL NOT NULL,
    PRIMARY KEY (segment_id, system, reference_id)
) STRICT, WITHOUT ROWID;

ALTER TABLE projects ADD COLUMN quality_rules TEXT NOT NULL DEFAULT '{}';

-- Finding in long documents: which segments may hold a piece of text. Texts are folded (accents, widths, case) by the
-- product before they are indexed, so that the index is filled by it and not by triggers. Rows are only ever added:
-- one for a segment as it was imported, one for each later text. Whoever searches reads the texts to be sure.
CREATE VIRTUAL TABLE search_grams USING fts5(
    folded, content = '', columnsize = 0, detail = 'none', tokenize = 'trigram case_sensitive 1'
);

CREATE VIRTUAL TABLE search_terms USING fts5vocab('search_grams', 'row');

CREATE TABLE search_rows (
    id INTEGER PRIMARY KEY,  -- the row in search_grams
    segment_id INTEGER NOT NULL  -- perhaps of an import that was given up: a row more only costs a look
) STRICT;

-- Documents from before are indexed when the database is opened next; until then they are read from end to end.
ALTER TABLE documents ADD COLUMN is_indexed INTEGER NOT NULL DEFAULT 1;
UPDATE documents SET is_indexed = 0;

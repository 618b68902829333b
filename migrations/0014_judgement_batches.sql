-- A file of judgements comes in as one batch and is undone as one: which rows it brought, and ratings that were taken back.
ALTER TABLE marks ADD COLUMN batch_id INTEGER REFERENCES batches(id);
ALTER TABLE ratings ADD COLUMN batch_id INTEGER REFERENCES batches(id);
ALTER TABLE ratings ADD COLUMN withdrawn_at TEXT;
ALTER TABLE finishes ADD COLUMN batch_id INTEGER REFERENCES batches(id);

CREATE INDEX marks_by_batch ON marks(batch_id) WHERE batch_id IS NOT NULL;
CREATE INDEX ratings_by_batch ON ratings(batch_id) WHERE batch_id IS NOT NULL;
CREATE INDEX finishes_by_batch ON finishes(batch_id) WHERE batch_id IS NOT NULL;

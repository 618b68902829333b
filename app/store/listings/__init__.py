"""Lists of a document's live segments: pages by filter and order, counts, texts to search."""

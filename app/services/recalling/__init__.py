"""Looking back: who wrote a word, how a document stood at a point, taking one person's changes back."""

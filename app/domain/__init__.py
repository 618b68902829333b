"""What is true about translations: pure functions and records, no IO, no Flask, no SQL."""

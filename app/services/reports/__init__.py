"""Quality reports: gathering what they carry, and checking one that somebody hands in."""

"""Quality reports: what they carry, every number in them, how they are written, and how they are checked."""

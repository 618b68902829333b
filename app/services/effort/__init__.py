"""Effort: taking a browser's counts, and showing them to the person and to leads."""

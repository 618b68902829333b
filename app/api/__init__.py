"""The JSON door, /api/v1: the same services as the pages, other clothes."""

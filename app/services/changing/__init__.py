"""Changing together: one action inside one transaction, what it may do, and its undo."""

"""Counts of work that browsers send, and whether a project takes them."""

"""Scores of files of human judgements: a file or a folder in, numbers with their signatures out."""

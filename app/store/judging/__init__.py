"""What people judged: their marks, ratings and finished segments, the tasks they had, and a project's weights."""

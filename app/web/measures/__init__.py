"""Pages of what was measured beyond a document's scores: effort, and reports to take away."""

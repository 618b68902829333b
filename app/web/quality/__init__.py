"""Pages about quality: the project's, two systems beside each other, how each number is computed, and the definitions."""

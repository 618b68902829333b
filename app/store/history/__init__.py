"""Looking back: named points, how texts stood at a moment, what one person did in a period."""

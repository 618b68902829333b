"""Stet: a review desk for machine translation."""

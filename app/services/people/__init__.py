"""What a person decides for themselves."""

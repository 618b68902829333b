"""What people say about translations: the records of it and the typology of errors."""

"""Files in and out, one format a module; readers and writers are found by name here."""

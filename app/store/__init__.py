"""All SQL. One module a noun: a Database first, records out."""

"""How much work a translation took: stages, edits in each direction, MateCat's PEE. No database, no clock."""

"""Pages on which people mark errors, and on which leads say how."""

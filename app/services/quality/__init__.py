"""How good a project's translations are, which system is better, and how sure that is."""

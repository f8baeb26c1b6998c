"""Who may see what: roles, the matrix, the one decision, and the log of what was seen and taken along."""

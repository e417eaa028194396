"""Pages: the region's own (`own`), the officer's (`officer`), and what both read (`versions`)."""

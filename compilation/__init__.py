"""The national report: from accepted versions to tables, charts and text."""

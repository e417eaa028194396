"""Doors to the survey: the region's answers, and the analyst's making and reading."""

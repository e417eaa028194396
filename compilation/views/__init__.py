"""Doors to the compilation: previews, versions, what is published, and an editor's paragraphs."""

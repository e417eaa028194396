"""Master data: agreement years and their terms, regions, populations, people, and who may do what."""

"""The trail: append-only, hash-chained, written by acts and by nothing else."""

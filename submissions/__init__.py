"""The region's side: a return from draft to accepted version."""

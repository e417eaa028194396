"""The payouts' pages."""

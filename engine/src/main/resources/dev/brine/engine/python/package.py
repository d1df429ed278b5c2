"""The bridge's own modules."""

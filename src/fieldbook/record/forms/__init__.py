"""Forms: they clean what was sent and never save."""

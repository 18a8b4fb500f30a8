"""The archive on plain values."""

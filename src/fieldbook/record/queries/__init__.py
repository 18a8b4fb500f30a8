"""Reads across rows. What a person may see is decided here, by `visible_to`."""

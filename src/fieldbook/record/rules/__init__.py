"""Arithmetic on plain values: no Django, no clock, no storage."""

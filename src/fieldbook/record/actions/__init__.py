"""Actions: every write of the record. Each is one deed through `perform`; `at` and `actor` are arguments."""

"""Views of the record: who, which object, one action or one query, one template."""

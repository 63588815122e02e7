"""The evaluation: the report that writes itself from the record."""

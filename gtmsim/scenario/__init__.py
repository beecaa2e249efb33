"""What is asked: the schema, its loader, its resolved numbers."""

"""Staff: who works, on what and for what pay."""

"""Save offers: attempts to keep a customer who is about to leave."""

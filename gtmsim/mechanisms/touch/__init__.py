"""Ways to talk to a buyer."""

"""Win-back: lost customers who return."""

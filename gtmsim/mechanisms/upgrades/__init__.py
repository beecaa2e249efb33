"""Upgrades: a customer moves to a higher plan, beside buying more of its own."""

"""Productivity: people of a team are not equally quick."""

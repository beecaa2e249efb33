"""Selling: an opportunity's way through the stages of the sale to an outcome."""

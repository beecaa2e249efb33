"""Nurture: leads that are written to and answer again."""

"""Channels: leads that spend brings, with learning, adstock and saturation."""

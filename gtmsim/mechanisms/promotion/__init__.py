"""Promotion on platforms: the share of posts that advertise, and bans for too much of it."""

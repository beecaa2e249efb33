"""Attrition: people leave of their own accord, and a replacement is hired or not."""

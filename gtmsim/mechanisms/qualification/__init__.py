"""Qualification: marketing's screen, the SDR's talk, and leads that do not wait."""

"""Enrichment: what is observed of a lead, with an error, and what data cost."""

"""Studies in words, tables and figures: what one found is told once, and shown on terminal, page and in files."""

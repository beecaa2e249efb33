"""From texts to one tree: reading, variants and their changes, and back again; knows no section."""

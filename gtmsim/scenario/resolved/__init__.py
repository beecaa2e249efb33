"""The scenario as numbers and tables: names become positions, units become floats and whole cents."""

"""The scenario as numbers: names become positions, units become floats and whole cents."""

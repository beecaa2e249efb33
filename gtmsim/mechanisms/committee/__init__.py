"""The buying committee: its meetings and votes."""

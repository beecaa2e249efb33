"""What a scenario must satisfy beyond each of its values, and what is odd though allowed."""

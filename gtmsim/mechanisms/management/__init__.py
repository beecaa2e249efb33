"""Management: a team has a manager for every so many people."""

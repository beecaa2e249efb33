"""The website: visits become leads."""

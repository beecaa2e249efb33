"""Variable pay: beside the base, what people are paid by how much of a quota they reach."""

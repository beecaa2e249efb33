"""The contacts of an account: who holds a post, and since when they follow us."""

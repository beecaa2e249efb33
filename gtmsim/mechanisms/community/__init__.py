"""The community of customers: its cost, and prices that members compare."""

"""The same tables as numpy makes, made by compiled loops: one pass checks the books and fills them."""

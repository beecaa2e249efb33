"""Machine code: how functions over plain numbers become it, and where it is kept. Knows nothing of the model."""

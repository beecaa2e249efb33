"""Public figures of other firms beside the numbers of a run. Changes none of them."""

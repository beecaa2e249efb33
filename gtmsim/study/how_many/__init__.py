"""Goal seek: the value of one lever that reaches a target with a chance."""

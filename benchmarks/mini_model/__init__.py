"""One small model of a funnel, told in several simulation libraries: each module has `prepare(k) -> race(seed)`."""

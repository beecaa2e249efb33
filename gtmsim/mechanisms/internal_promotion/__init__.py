"""Internal promotion: an open position is offered first to somebody of another team who has served long enough."""

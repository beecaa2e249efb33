"""Customer success: onboarding, coverage and entitlement to CSM hours."""

"""The cash policy: what the firm cuts, freezes and asks for when cash runs short."""

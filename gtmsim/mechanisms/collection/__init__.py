"""Collection: bills are due, paid late or never, and a customer who does not pay may be cut off."""

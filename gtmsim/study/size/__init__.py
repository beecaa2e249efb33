"""How large a run will be: measured by living the firm, or a small part of it, before it is run in earnest."""

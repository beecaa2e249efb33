"""Template: some firms have something, and buy and stay more readily.

`make mechanism NAME=...` makes a mechanism of it; by itself it is none, and not in the list.
"""

"""The stoplight monitor: what people judged of the points of an agenda, kept as events that are never changed.

The store is one SQLite file of its own, `monitor.sqlite`, beside the vault and the releases; a build never opens it.
Everything that happened is a line in it; what holds now is found by going through the lines in order.
"""

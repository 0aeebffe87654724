"""A year of messages between a municipality and a provider, to rehearse with `wmo keten`; all invented.

`jaar` tells it as it should go, `fouten` has ten mistakes that are often made in it, and `bouw` makes the
messages of both.
"""

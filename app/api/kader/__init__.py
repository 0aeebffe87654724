"""The frame around the resources: caller, transaction, connection, errors, log. `rest` is what is about JSON.

It imports no resource; pages for people can use it without `rest`.
"""

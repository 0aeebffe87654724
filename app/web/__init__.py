"""Pages for people: made on the server, over the same processes as the API, and usable without a script.

A room is a module with its routes and a template; what a page shows is a small frozen view of what a process
gives. Nothing that somebody sends is kept or logged, and all of it is shown as data.
"""

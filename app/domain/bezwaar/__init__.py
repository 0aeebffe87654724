"""The bezwaar: the client objects to a decision, and the municipality reconsiders it (Awb ch. 6 and 7; W09).

It suspends nothing (6:16): what was granted runs on. Where it is upheld, a decision that changes the
contested one follows in the ordinary way and is named here.
"""

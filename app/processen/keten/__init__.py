"""A message that comes in: kept, judged in the light of history, answered and remembered, at both parties.

`ontvangen` is the door. `berichtoordeel` judges in one transaction, `bij_delen` a large declaration in parts;
`beurtgang` is what these have in common. `afwikkelen` is for the answers. docs/keten.md tells it whole.
"""

"""What SQLite has to know of the tables to take the right index: about how many rows share a value.

Without statistics it takes any index that fits, such as that of all rows of a municipality where the one of a
client would do. These numbers say how choosy a column is, and are the same for a database of any size: so a
query keeps its plan while the tables grow. PostgreSQL gathers statistics of its own.
"""

from math import ceil

from sqlalchemy import Connection, text

RIJEN = 1_000_000
"""Rows of a table, for the planner."""
DEEL = {
    "eigenaar": 0.1,
    "gemeente": 0.1,
    "aanbieder": 0.05,
    "status": 0.2,
    "uitgevraagd": 0.9,
    "open": 0.1,
    "behandelaar": 0.01,
    "aan_zet": 0.3,
    "soort": 0.5,
    "aangemaakt": 1e-4,
    "gewijzigd": 1e-4,
    "eind": 1e-3,
    "zegel": 1e-3,
}
"""The share of all rows that have one value of a column."""
VAN_ENKELE = 3 / RIJEN
"""That share for any other column: about three rows have one client, melding or plan."""
GEDEELTELIJK = 0.3
"""The share of all rows that is in a partial index."""

_INDEXEN = text("""
    SELECT t.name AS tabel, i.name AS naam, i.partial AS gedeeltelijk, k.name AS kolom
    FROM sqlite_schema t JOIN pragma_index_list(t.name) i JOIN pragma_index_info(i.name) k
    WHERE t.type = 'table' AND t.name NOT LIKE 'sqlite%' ORDER BY t.name, i.name, k.seqno
""")


def leg_vast(verbinding: Connection) -> None:
    """Tell an SQLite database; this connection knows at once, any other from when it opens."""
    aantallen: dict[tuple[str, str], list[int]] = {}
    for rij in verbinding.execute(_INDEXEN):
        geheel = ceil(RIJEN * GEDEELTELIJK) if rij.gedeeltelijk else RIJEN
        tot_nu = aantallen.setdefault((rij.tabel, rij.naam), [geheel])
        tot_nu.append(ceil(tot_nu[-1] * DEEL.get(rij.kolom, VAN_ENKELE)))
    verbinding.execute(text("ANALYZE sleutelmerk"))  # a table of few rows: this makes that of the statistics
    verbinding.execute(text("DELETE FROM sqlite_stat1"))
    verbinding.execute(
        text("INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES (:tabel, :naam, :stat)"),
        [
            {"tabel": tabel, "naam": naam, "stat": " ".join(map(str, rijen))}
            for (tabel, naam), rijen in aantallen.items()
        ],
    )
    verbinding.execute(text("ANALYZE sqlite_schema"))

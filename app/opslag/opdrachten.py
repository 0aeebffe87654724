"""The statements that most requests run: each built once, and given its values when it is run."""

from collections.abc import Iterable, Iterator
from functools import cache
from itertools import islice
from typing import Any, TypeVar

from sqlalchemy import (
    ARRAY,
    Insert,
    Select,
    String,
    Table,
    Text,
    Update,
    bindparam,
    func,
    insert,
    select,
    update,
)

from app.domain.partijen import Partij
from app.opslag.toegang import zichtbaar_voor

TENANT = "tenant"
"""The parameter for the code of the organisation that asks; without it none of these runs."""
REVISIE = "vorige_revisie"
"""The parameter for the revision that a change replaces."""
PER_KEER = 500
"""Keys that one statement names, or rows that it writes: a database takes so many parameters."""

T = TypeVar("T")


def delen(alles: Iterable[T], aantal: int = PER_KEER) -> Iterator[list[T]]:
    """All of these, so many at a time."""
    over = iter(alles)
    while deel := list(islice(over, aantal)):
        yield deel


def in_volgorde(tabel: Table) -> Select[Any]:
    """All rows, in the order in which they were made."""
    return select(tabel).order_by(tabel.c.aangemaakt, *tabel.primary_key.columns)


@cache
def zoek(tabel: Table, partij: Partij, namen: tuple[str, ...]) -> Select[Any]:
    """The rows that an organisation of this kind sees, with a value for each of these columns, in order."""
    gelijk = [tabel.c[naam] == bindparam(naam) for naam in namen]
    return in_volgorde(tabel).where(*gelijk, zichtbaar_voor(tabel, partij, bindparam(TENANT)))


@cache
def kolommen(tabel: Table, partij: Partij, namen: tuple[str, ...]) -> Select[Any]:
    """These columns of all rows that an organisation of this kind sees."""
    return select(*(tabel.c[naam] for naam in namen)).where(zichtbaar_voor(tabel, partij, bindparam(TENANT)))


@cache
def vergrendel(tabel: Table, partij: Partij, naam: str) -> Select[Any]:
    """Lock the row with this value in the column of this name, if an organisation of this kind sees it."""
    kolom = tabel.c[naam]
    zichtbaar = zichtbaar_voor(tabel, partij, bindparam(TENANT))
    return select(kolom).where(kolom == bindparam(naam), zichtbaar).with_for_update()


@cache
def lees_vergrendeld(tabel: Table, partij: Partij) -> Select[Any]:
    """Read the row with this `id` and lock it, if an organisation of this kind sees it."""
    return zoek(tabel, partij, ("id",)).with_for_update()


@cache
def lees_vergrendeld_van(tabel: Table, bron: Table, partij: Partij) -> Select[Any]:
    """Read and lock the client in `tabel` of the row in `bron` with this `id`, if it sees that row."""
    zichtbaar = zichtbaar_voor(bron, partij, bindparam(TENANT))
    van = select(bron.c.client_id).where(bron.c.id == bindparam("id"), zichtbaar)
    return select(tabel).where(tabel.c.id == van.scalar_subquery()).with_for_update()


@cache
def voeg_toe(tabel: Table) -> Insert:
    """Add rows."""
    return insert(tabel)


@cache
def voeg_per_kolom_toe(tabel: Table, gelijk: tuple[str, ...], per_rij: tuple[str, ...]) -> Insert:
    """Add rows on PostgreSQL: of the columns `per_rij` an array, with a value for each; `gelijk` are alike.

    Rows of values would make another statement for each number of rows, with so many parameters that
    psycopg reads it anew each time; and one after the other each would take its own time.
    """
    # As text without a length: a cast to a length would cut off what does not fit, and say nothing.
    soorten = {
        naam: Text() if isinstance(tabel.c[naam].type, String) else tabel.c[naam].type for naam in per_rij
    }
    waarden = func.unnest(*(bindparam(naam, type_=ARRAY(soort)) for naam, soort in soorten.items()))
    rij = waarden.table_valued(*per_rij, name="rij").render_derived()
    alle = select(*(bindparam(naam, type_=tabel.c[naam].type) for naam in gelijk), *rij.c)
    return insert(tabel).from_select([*gelijk, *per_rij], alle)


@cache
def voeg_toe_van(tabel: Table, bron: Table, verwijzing: str, partij: Partij) -> Insert:
    """Add a row on the one in `bron` that `verwijzing` points at, if an organisation of this kind sees that.

    Municipality and client are those of that row, and are what it gives back.
    """
    van_bron = ("gemeente", "client_id")
    eigen = [kolom for kolom in tabel.columns if kolom.name not in van_bron]
    waarden = [bindparam(kolom.name, type_=kolom.type) for kolom in eigen]
    zichtbaar = zichtbaar_voor(bron, partij, bindparam(TENANT))
    rij = select(*waarden, *(bron.c[naam] for naam in van_bron))
    return (
        insert(tabel)
        .from_select([*eigen, *van_bron], rij.where(bron.c.id == bindparam(verwijzing), zichtbaar))
        .returning(*(tabel.c[naam] for naam in van_bron))
    )


@cache
def wijzig(tabel: Table, partij: Partij) -> Update:
    """Change the row with the key `sleutel_<column>`, where it has REVISIE, to the values that are given."""
    sleutel = [kolom == bindparam(f"sleutel_{kolom.name}") for kolom in tabel.primary_key.columns]
    zichtbaar = zichtbaar_voor(tabel, partij, bindparam(TENANT))
    return update(tabel).where(*sleutel, tabel.c.revisie == bindparam(REVISIE), zichtbaar)

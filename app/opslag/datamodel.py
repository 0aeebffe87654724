"""Draws the tables: `python -m app.opslag.datamodel > docs/datamodel.md`."""

from collections.abc import Iterator

from sqlalchemy import Column, Index, Table, UniqueConstraint

from app.opslag.tabellen import ALLEEN_TOEVOEGEN, VERSLEUTELD, metadata

KOP = """\
# The data model

Made from `app/opslag/tabellen.py` by `python -m app.opslag.datamodel`; a test keeps it current.
Why it looks like this is in [besluiten/opslag.md](besluiten/opslag.md).

PK is a primary key, FK a foreign key, UK takes part in a unique key. `encrypted` columns hold ciphertext;
`inhoud` holds the fields of the aggregate that have no column of their own.
"""


def beschrijf() -> str:
    """The page docs/datamodel.md."""
    return "\n".join(
        [KOP, "```mermaid", "erDiagram", *_diagram(), "```", "", *_uniek(), *_alleen_toevoegen(), ""]
    )


def _diagram() -> Iterator[str]:
    for tabel in metadata.sorted_tables:
        for doel in sorted({sleutel.referred_table.name for sleutel in tabel.foreign_key_constraints}):
            yield f'    {doel} ||--o{{ {tabel.name} : ""'
    for tabel in metadata.sorted_tables:
        yield f"    {tabel.name} {{"
        for kolom in tabel.columns:
            yield f"        {_kolom(tabel, kolom)}"
        yield "    }"


def _kolom(tabel: Table, kolom: Column[object]) -> str:
    uniek = any(kolom.name in sleutel for sleutel in _sleutels(tabel))
    tekens = [
        naam
        for naam, geldt in (("PK", kolom.primary_key), ("FK", bool(kolom.foreign_keys)), ("UK", uniek))
        if geldt
    ]
    opmerkingen = [
        naam
        for naam, geldt in (("encrypted", kolom.info == VERSLEUTELD), ("optional", bool(kolom.nullable)))
        if geldt
    ]
    soort = type(kolom.type).__name__.lower()
    return " ".join(
        [soort, kolom.name]
        + ([", ".join(tekens)] if tekens else [])
        + ([f'"{", ".join(opmerkingen)}"'] if opmerkingen else [])
    )


def _sleutels(tabel: Table) -> Iterator[list[str]]:
    for onderdeel in (*tabel.constraints, *tabel.indexes):
        if isinstance(onderdeel, UniqueConstraint) or (isinstance(onderdeel, Index) and onderdeel.unique):
            yield [kolom.name for kolom in onderdeel.columns]


def _uniek() -> Iterator[str]:
    yield "## What exists at most once"
    yield ""
    yield "Beside the primary keys:"
    yield ""
    for tabel in metadata.sorted_tables:
        for kolommen in sorted(_sleutels(tabel)):
            yield f"- `{tabel.name}`: {', '.join(f'`{naam}`' for naam in kolommen)}"
        for index in sorted(tabel.indexes, key=lambda index: str(index.name)):
            if (waar := index.dialect_options["postgresql"]["where"]) is not None:
                yield f"  (only rows where `{waar.text}`)"
    yield ""


def _alleen_toevoegen() -> Iterator[str]:
    yield "## What is only added"
    yield ""
    yield "A trigger refuses UPDATE and DELETE on these. What is about a case can be deleted once that case"
    yield "is in `vernietigde_zaak`, and what is encrypted can be encrypted again with another key."
    yield ""
    for tabel in ALLEEN_TOEVOEGEN:
        yield f"- `{tabel.name}`"


if __name__ == "__main__":
    print(beschrijf(), end="")

"""What SQLite, PostgreSQL and their drivers say of a statement that failed, as an error of this program."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.exc import DBAPIError, InterfaceError, InternalError, OperationalError

from app.domain.fouten import WmoFout
from app.opslag.fouten import AndereMigratie, Geweigerd, NietGemigreerd, Onbereikbaar, Onleesbaar, SchijfVol
from app.opslag.motoren import BESCHADIGD
from app.opslag.tabellen import verwerking

KAPOT = ("SQLITE_CORRUPT", "SQLITE_NOTADB", "XX001", "XX002")
"""What they say of a damaged file."""
VOL = frozenset(
    {
        "SQLITE_FULL",
        "SQLITE_IOERR_WRITE",
        "SQLITE_IOERR_FSYNC",
        "SQLITE_IOERR_SHMSIZE",
        "53100",
        "58030",
    }
)
"""What they say of a disk that is full or takes nothing more."""
GEEN_RECHT = "Het account van dit programma mag in de database niet alles wat het nodig heeft."
VAN_EEN_ANDER = (
    "In de database staat een trigger of voorwaarde die niet van dit programma is, en die dit weigert."
)
NIET_ALLE_TEKENS = (
    "De database kan niet elk teken bewaren. Maak een nieuwe met ENCODING 'UTF8', en zet de gegevens over."
)
REEKS_ACHTER = (
    "De nummerreeks van de tabel verwerking loopt achter, zoals na een reservekopie van de rijen alleen. Zet "
    "haar goed: SELECT setval(pg_get_serial_sequence('verwerking', 'id'), max(id)) FROM verwerking"
)
TE_GROOT = "Een getal is te groot voor zijn kolom in de database."
GEWEIGERD = {
    "25006": "De database laat alleen lezen: het is een tweede server, of zij is zo ingesteld.",
    "SQLITE_READONLY": "De database laat alleen lezen: het bestand of de map is niet te beschrijven.",
    "42501": GEEN_RECHT,
    "P0": VAN_EEN_ANDER,
    "23514": VAN_EEN_ANDER,
    "23P01": VAN_EEN_ANDER,
    "SQLITE_CONSTRAINT_CHECK": VAN_EEN_ANDER,
    "SQLITE_CONSTRAINT_TRIGGER": VAN_EEN_ANDER,
    "2200H": "Een nummerreeks in de database is op.",
    "22003": TE_GROOT,
    "22P05": NIET_ALLE_TEKENS,
    "3F000": "In de database is geen schema om tabellen in te maken: zie haar search_path.",
}
"""What to say of what they refuse, by their code or its beginning."""
ANDERE_KOLOM = frozenset(
    {
        *("42804", "42883", "42846", "42809", "42P10", "428C9", "55000"),
        *("22P02", "22P03", "22001", "22007", "22008", "23502"),
        *("SQLITE_MISMATCH", "SQLITE_CONSTRAINT_DATATYPE", "SQLITE_CONSTRAINT_NOTNULL"),
    }
)
"""What they say of a column of another type than ours, or one that has to hold something that we have not."""
AFGEBROKEN = frozenset({"25P03", "25P04", "0A000"})
"""What PostgreSQL says of a transaction that it ended by itself, as it is set to do after so long; and of a
statement that it kept ready while a migration changed the type of what it gives."""
TABEL_WEG = (
    "In de database ontbreekt een tabel: draai wmo migreer. Helpt dat niet, zet dan een reservekopie terug."
)
PAST_NIET = (
    "De tabellen zijn niet die van de migratie die in alembic_version staat. "
    "Zet een reservekopie terug, of kies een andere database."
)
GEEN_TEKST = "In een kolom staat tekst die niet te lezen is."
NIET_TE_OPENEN = (
    "De database is niet te openen: het bestand ervan, of het journaal ernaast, is geen bestand of is niet "
    "te maken (de map laat alleen lezen), of dit programma heeft te veel bestanden open."
)
SCHIJF_VOL = "De schijf van de database is vol, of laat niet meer schrijven."


@contextmanager
def lezend() -> Iterator[None]:
    """While rows are read: what the driver calls no text is Onleesbaar, as what a column refuses is."""
    try:
        yield
    except DBAPIError as fout:
        if _is_geen_tekst(fout):
            raise Onleesbaar(GEEN_TEKST) from None
        raise


def vertaal(fout: DBAPIError) -> WmoFout | None:
    """The error that this is; None of a statement of ours that is wrong."""
    code = _code(fout) or ""
    if _tabel_ontbreekt(fout):
        return NietGemigreerd(TABEL_WEG)
    if _kolom_ontbreekt(fout) or code in ANDERE_KOLOM:
        return AndereMigratie(PAST_NIET)
    if code.startswith(KAPOT):
        return Onbereikbaar(BESCHADIGD)
    if _is_geen_tekst(fout):
        return Onleesbaar(GEEN_TEKST)
    if code in VOL:
        return SchijfVol(SCHIJF_VOL)
    if code.startswith("SQLITE_CANTOPEN"):
        return Onbereikbaar(NIET_TE_OPENEN)
    if is_eigen_trigger(fout):
        return None
    if code == "23505" and fout.orig.diag.table_name == verwerking.name:  # type: ignore[union-attr]
        return Geweigerd(REEKS_ACHTER)
    if (zin := next((zin for begin, zin in GEWEIGERD.items() if code.startswith(begin)), None)) is not None:
        return Geweigerd(zin)
    weg = isinstance(fout, OperationalError | InterfaceError) or _brak_af(fout) or code in AFGEBROKEN
    if code == "SQLITE_ERROR" or not weg:  # SQLite calls a statement that is wrong operational too
        return None
    return Onbereikbaar("De database antwoordt nu niet. Probeer het straks opnieuw.")


def is_eigen_trigger(fout: DBAPIError) -> bool:
    """Whether a trigger of ours refused it, that guards rows which are only added."""
    return "are only added" in str(fout.orig)


def past_niet(fout: DBAPIError) -> bool:
    """Whether a migration met a table or column that it did not expect, or missed one (class 42)."""
    code = _code(fout) or ""
    return code == "SQLITE_ERROR" or code.startswith("42")


def wat_zegt(fout: BaseException) -> str:
    """What a line of the log says of an error under one of this program.

    The first line of its text where that is of a connection; where it is of what was to be kept, or may be
    the words of somebody else's trigger, its code alone.
    """
    if not isinstance(fout, DBAPIError):
        return _eerste_regel(fout)
    if isinstance(fout, OperationalError | InterfaceError):
        return _eerste_regel(fout.orig or fout)
    return f"{type(fout.orig).__name__}: {_code(fout)}"


def _eerste_regel(fout: BaseException) -> str:
    return f"{type(fout).__name__}: {str(fout).partition(chr(10))[0]}"


def _code(fout: DBAPIError) -> str | None:
    return getattr(fout.orig, "sqlstate", None) or getattr(fout.orig, "sqlite_errorname", None)


def _brak_af(fout: DBAPIError) -> bool:
    """Whether PostgreSQL stopped at a commit: psycopg then has two answers to one command, and no code.

    What it was to commit may be there or not.
    """
    return isinstance(fout, InternalError) and _code(fout) is None


def _tabel_ontbreekt(fout: DBAPIError) -> bool:
    # SQLite has one code for every wrong statement; its sentence on a table holds the name of that alone.
    return _code(fout) == "42P01" or str(fout.orig).startswith("no such table")


def _kolom_ontbreekt(fout: DBAPIError) -> bool:
    # Likewise: of what is read, or written; a view in the place of a table has none that is written.
    zin = str(fout.orig)
    begint = zin.startswith(("no such column", "cannot modify"))
    return _code(fout) == "42703" or begint or " has no column named " in zin


def _is_geen_tekst(fout: DBAPIError) -> bool:
    # Python says this of a column of SQLite, without a code.
    return str(fout.orig).startswith("Could not decode to UTF-8")

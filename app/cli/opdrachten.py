"""What all commands share: where they write, how they stop, and what they need to begin."""

import os
import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, date, datetime
from errno import EBADF, EDQUOT, EFBIG, EIO, ENOSPC
from getpass import getuser
from io import TextIOWrapper
from reprlib import repr as kort
from typing import TYPE_CHECKING, Any, NoReturn, TextIO

import typer
from pydantic import ValidationError
from pydantic_settings import SettingsError
from rich.console import Console
from rich.markup import escape
from rich.table import Table
from typer.core import TyperCommand, TyperGroup
from typer.exceptions import TyperException

from app.cli.hulp import hulp
from app.domain.fouten import WmoFout
from app.domain.waarden import Gemeentecode, kalenderdag, zegt_iets
from app.instelbestand import waarom_niet
from app.instellingen import Instellingen
from app.istandaard.tonen import noemt_bsn, toonbaar

# The web framework, the database and the typesetter take seconds to import, and a check of one message needs
# none of them: a command that does imports them itself.
if TYPE_CHECKING:
    from app.opslag import Databank

BEVINDINGEN, NIET_UITVOERBAAR = 1, 2
"""Exit status besides 0: there are findings; it cannot run or read, which outranks findings."""
WAS_PROEF = "Dit was een proef: er is niets veranderd."

LEESBAAR = 120
"""Columns of what a person reads, in a file too; only what is one piece, as a path, runs on (soft_wrap)."""

NIET_TE_SCHRIJVEN = (ENOSPC, EDQUOT, EFBIG, EIO, EBADF)
"""What the system says of a file that takes no more, or is there to read."""

MEESTE_REGELS = 200
"""Lines in which a command says why it ends."""


def _console(stroom: TextIO | None, *, is_stderr: bool) -> Console:
    """Where a command writes; whoever started it may have closed the stream."""
    return Console(stderr=is_stderr, width=None if stroom is not None and stroom.isatty() else LEESBAAR)


stdout = _console(sys.stdout, is_stderr=False)
stderr = _console(sys.stderr, is_stderr=True)


def stop(melding: str, status: int = NIET_UITVOERBAAR) -> NoReturn:
    """Say in a sentence why the command ends here."""
    zeg_waarom(melding)
    raise typer.Exit(status)


def zeg_waarom(melding: str) -> None:
    """Tell a person what went wrong, in which may stand what somebody typed, or what a file says."""
    regels = (toonbaar(regel) for regel in melding.splitlines()[:MEESTE_REGELS])
    stderr.print(escape("\n".join(regels)), style="red", soft_wrap=True)


class Opdracht(TyperCommand):
    """A command of `wmo`."""

    def format_help(self, ctx: Any, formatter: Any) -> None:
        """Show what `--help` asks for."""
        stdout.print(hulp(self, ctx))


class Opdrachten(TyperGroup):
    """The commands of `wmo`; one that is called wrongly ends with a Dutch sentence and status 2."""

    def format_help(self, ctx: Any, formatter: Any) -> None:
        """Show what `--help` asks for."""
        stdout.print(hulp(self, ctx))

    def main(self, *args: Any, **kwargs: Any) -> NoReturn:
        """Run the command that the arguments name."""
        if isinstance(sys.stdout, TextIOWrapper):  # a terminal of another may not have each letter
            sys.stdout.reconfigure(errors="backslashreplace")
        try:
            status = super().main(*args, **kwargs | {"standalone_mode": False})
            if sys.stdout is not None:
                sys.stdout.flush()
        except TyperException as onjuist:
            zeg_waarom(verkeerde_aanroep(onjuist))
            status = NIET_UITVOERBAAR
        except typer.Abort:
            status = NIET_UITVOERBAAR
        except OSError as fout:
            if fout.errno not in NIET_TE_SCHRIJVEN:
                raise
            sys.stdout = open(os.devnull, "w")  # noqa: SIM115, what is left goes nowhere when Python ends
            with suppress(OSError):  # nor there, perhaps
                zeg_waarom(f"Er is niet te schrijven: {waarom_niet(fout)}.")
            status = NIET_UITVOERBAAR
        sys.exit(status or 0)

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        """The command of this name."""
        if self.get_command(ctx, args[0]) is None:
            stop(f"De opdracht {args[0]} bestaat niet. Wel: {', '.join(self.list_commands(ctx))}.")
        return super().resolve_command(ctx, args)


def verkeerde_aanroep(onjuist: TyperException) -> str:
    """What is wrong with how a command was called, and what was expected; typer says it in English."""
    plek: Any = getattr(onjuist, "ctx", None)
    opdracht = plek.command_path if plek else "wmo"
    return f"{_wat_er_mis_is(onjuist)} Zie: {opdracht} --help."


def _wat_er_mis_is(onjuist: TyperException) -> str:
    param: Any = getattr(onjuist, "param", None)
    optie: str | None = getattr(onjuist, "option_name", None)
    if param is not None:
        soort = param.type_descriptor.annotation
        keuzes = f"Kies uit: {', '.join(soort)}." if hasattr(soort, "__members__") else ""
        if not onjuist.message:
            return f"{param.opts[0]} ontbreekt. {keuzes}".rstrip()
        return f"{param.opts[0]} klopt niet. {keuzes or _verwacht(onjuist.__cause__)}"
    if optie is not None and hasattr(onjuist, "possibilities"):
        lijkt = onjuist.possibilities
        return f"De optie {optie} bestaat niet.{f' Bedoelt u {lijkt[0]}?' if lijkt else ''}"
    if optie is not None:
        return (
            f"{optie} {'neemt geen waarde' if 'does not take' in onjuist.message else 'vraagt een waarde'}."
        )
    return "Er staan meer argumenten dan deze opdracht neemt."


def _verwacht(fout: BaseException | None) -> str:
    """What was expected of an argument and what was found, as the bodies of the API say it."""
    if not isinstance(fout, ValidationError):
        return ""
    from app.validatie import zin

    eerste = fout.errors()[0]
    return f"{zin(eerste)} Gevonden: {eerste['input']}."


def lees_instellingen() -> Instellingen:
    """The settings from the environment; what is wrong with them is told by the name of the variable."""
    try:
        return Instellingen()
    except ValidationError as onjuist:
        stop("\n".join(["De instellingen kloppen niet.", *map(_klacht, onjuist.errors())]))
    except RecursionError:
        stop("De instellingen kloppen niet.\nWMO_UITGEVERS: de JSON is te diep genest.")
    except SettingsError as onjuist:
        naam = re.search(r'field "(\w+)"', str(onjuist))
        stop(f"De instellingen kloppen niet.\nWMO_{naam[1].upper() if naam else '…'}: verwacht is JSON.")


def _klacht(fout: Any) -> str:
    """What was expected of a setting and what was found, unless that is a secret."""
    from app.validatie import zin

    if not fout["loc"]:
        return zin(fout)
    naam = str(fout["loc"][0])
    geheim = "SecretStr" in str(Instellingen.model_fields[naam].annotation)
    return f"WMO_{naam.upper()}: {zin(fout)}" + ("" if geheim else f" Gevonden: {kort(fout['input'])}.")


@contextmanager
def in_een_zin() -> Iterator[None]:
    """What keeps a command from running is told in a sentence: a wrong key, a database without answer."""
    try:
        yield
    except WmoFout as onjuist:
        stop(onjuist.melding)


@contextmanager
def open_databank(*, maak: bool = False) -> Iterator["Databank"]:
    """The database of the settings, for as long as the command works on it; made only by who asks so."""
    from app.inrichting import open_databank

    with in_een_zin():
        databank = open_databank(lees_instellingen(), maak=maak)
        yield databank
        databank.sluit()


def uitvoerder() -> str:
    """Whom the access record names of a command: the account that runs it, by name or else by number."""
    with suppress(KeyError, OSError):  # a container may run as any number
        naam = getuser()
        if zegt_iets(naam) and naam.isprintable() and not noemt_bsn(naam):
            return naam
    return f"uid {os.getuid()}"


def dag_van(tekst: str | None, optie: str) -> date:
    """The day that this option means; without one that of today in the Netherlands."""
    if tekst is None:
        return kalenderdag(datetime.now(UTC))
    with suppress(ValueError):
        dag = date.fromisoformat(tekst)
        if dag.isoformat() == tekst:
            return dag
    stop(f"{optie}: verwacht een bestaande dag als JJJJ-MM-DD, gevonden: {tekst}.")


def gemeente_van(tekst: str) -> Gemeentecode:
    """The municipality that --gemeente means."""
    if not re.fullmatch("[0-9]{4}", tekst):
        stop(f"--gemeente: verwacht zijn vier cijfers, gevonden: {tekst}.")
    return Gemeentecode(tekst)


def bestaande_gemeente(tekst: str) -> Gemeentecode:
    """The same, where there is one today."""
    from app.istandaard.codelijsten import gemeentelijst

    gemeente = gemeente_van(tekst)
    if gemeente not in gemeentelijst().codelijst.codes:
        stop(f"--gemeente: er is geen gemeente met deze code (CBS), gevonden: {tekst}.")
    return gemeente


def tabel(*kolommen: str) -> Table:
    """A table with these columns."""
    leeg = Table(show_lines=False, header_style="bold")
    for kolom in kolommen:
        leeg.add_column(kolom, overflow="fold")
    return leeg

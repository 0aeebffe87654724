"""Running the API: the server, the demonstration, and a token to call it with."""

import errno
import re
import socket
from datetime import timedelta
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from app.cli.opdrachten import (
    LEESBAAR,
    bestaande_gemeente,
    in_een_zin,
    lees_instellingen,
    stderr,
    stdout,
    stop,
)
from app.domain.partijen import Rol
from app.domain.waarden import zegt_iets
from app.istandaard.tonen import noemt_bsn

NIET_TE_LUISTEREN = {
    errno.EADDRINUSE: "een ander programma doet dat al",
    errno.EACCES: "daarvoor zijn meer rechten nodig",
}
"""Why an address cannot be listened on, by the number of the error."""


def demo(
    naar: Annotated[Path, typer.Option("--uit", help="Map voor de XML- en PDF-bestanden.")] = Path("demo"),
) -> None:
    """Beide regio's, het hele proces, op een eigen database die daarna verdwijnt."""
    from app import demonstratie

    try:
        naar.mkdir(parents=True, exist_ok=True)
    except OSError:
        stop(f"De map {naar} is niet te maken, of is geen map.")
    demonstratie.vertel(Console(width=min(stdout.width, LEESBAAR)), naar)


def serve(
    host: Annotated[str, typer.Option(help="Adres waarop wordt geluisterd.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=0, max=65535, help="Poort; 0 neemt een vrije.")] = 8000,
    workers: Annotated[int, typer.Option(min=1, help="Processen die samen bedienen.")] = 1,
) -> None:
    """Start de API; een ingebedde database wordt daarbij aangemaakt en gemigreerd."""
    from app.api.kader.logregels import schrijf_json
    from app.cli.dienst import bedien, houd_toezicht

    if lees_instellingen().ingebed and workers > 1:
        stop("--workers: een ingebedde database is voor één proces; zet PostgreSQL in WMO_DATABASE_URL.")
    with _luister(host, port) as luisteraar:
        adres = _adres(luisteraar)
        schrijf_json()
        with in_een_zin():
            if workers == 1:
                bedien(luisteraar, adres)
            else:
                houd_toezicht(luisteraar, adres, workers)


def _luister(host: str, port: int) -> socket.socket:
    """Take the address, before anything else is done for it."""
    try:
        familie = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0][0]
        return socket.create_server((host, port), family=familie)
    except (OSError, UnicodeError) as reden:  # a name that cannot be that of a machine is the second
        waarom = NIET_TE_LUISTEREN.get(getattr(reden, "errno", 0), "dit adres heeft deze machine niet")
        stop(f"Op {host}, poort {port}, is niet te luisteren: {waarom}. Kies met --port een andere poort.")


def _adres(luisteraar: socket.socket) -> str:
    """Where who is on this machine finds the server."""
    host, port = luisteraar.getsockname()[:2]
    host = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host)
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"


def token(
    rol: Annotated[Rol, typer.Option(help="Rol van de medewerker.")],
    gemeente: Annotated[
        str | None, typer.Option(help="Gemeentecode, voor een token van een gemeente.")
    ] = None,
    agb: Annotated[str | None, typer.Option(help="AGB-code, voor een token van een aanbieder.")] = None,
    medewerker: Annotated[str, typer.Option(help="Namens wie wordt gewerkt.")] = "lokaal",
    uren: Annotated[int, typer.Option(min=1, max=24, help="Hoe lang het token geldt.")] = 8,
) -> None:
    """Maak een token voor lokaal gebruik; een installatie met een eigen uitgever neemt het niet aan."""
    from app.api.scopes import SCOPES
    from app.uitgever import lokale_uitgever

    if (gemeente is None) == (agb is None) or (agb is not None) != (rol is Rol.AANBIEDER):
        stop("Geef --gemeente voor een rol van een gemeente, of --agb met --rol aanbieder.")
    if gemeente is not None:
        gemeente = bestaande_gemeente(gemeente)
    if agb is not None and not re.fullmatch("[0-9]{8}", agb):
        stop(f"--agb: verwacht zijn acht cijfers, gevonden: {agb}.")
    if not zegt_iets(medewerker):
        stop("--medewerker: verwacht is een naam of kenmerk.")
    if noemt_bsn(medewerker):
        stop("--medewerker: dit kan een Bsn zijn; geef een naam of een ander kenmerk.")
    instellingen = lees_instellingen()
    if instellingen.uitgevers:
        stderr.print(
            "Let op: met WMO_UITGEVERS gelden alleen tokens van die uitgevers; de server weigert dit token.",
            style="yellow",
        )
    with in_een_zin():
        uitgever = lokale_uitgever(instellingen)
    print(
        uitgever.maak_token(
            publiek=instellingen.publiek,
            rol=rol,
            medewerker=medewerker,
            scopes=SCOPES,
            gemeente=gemeente,
            agb=agb,
            geldig=timedelta(hours=uren),
        )
    )

"""Composition root: the command `wmo`."""

import os
import sys
from io import TextIOWrapper
from typing import Annotated

import typer

import app
from app.cli import beheer, berichten, naslag, omzetten, server
from app.cli.opdrachten import Opdracht, Opdrachten

main = typer.Typer(
    cls=Opdrachten,
    invoke_without_command=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    help="Wmo-plannen en iWmo-berichten.",
)


def _toon_versie(gevraagd: bool) -> None:
    if gevraagd:
        print(f"wmo {app.__version__}")
        raise typer.Exit


@main.callback()
def _begin(
    ctx: typer.Context,
    versie: Annotated[
        bool,
        typer.Option(
            "--version", callback=_toon_versie, is_eager=True, help="Toon de versie van het programma."
        ),
    ] = False,
) -> None:
    os.umask(0o077)  # what is made here may hold data of persons
    for stroom in (sys.stdout, sys.stderr):
        if isinstance(stroom, TextIOWrapper):  # a letter that this screen lacks is no reason to stop
            stroom.reconfigure(errors="replace")
    if ctx.invoked_subcommand is None:
        ctx.get_help()


for opdracht in (
    server.demo,
    server.serve,
    berichten.valideer,
    berichten.keten,
    berichten.voorbeeldjaar,
    naslag.regels,
    naslag.eisen,
    server.token,
    beheer.migreer,
    beheer.vernietig,
    omzetten.zet_om,
    beheer.herreken,
    beheer.zegel,
    beheer.controleer_logboek,
    beheer.logboek,
    beheer.roteer_sleutels,
):
    main.command(cls=Opdracht)(opdracht)

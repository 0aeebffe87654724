"""Carrying an omzetting out for all clients of a municipality."""

from collections import Counter
from datetime import UTC, datetime
from typing import Annotated
from uuid import UUID

import typer

from app.cli.opdrachten import (
    BEVINDINGEN,
    WAS_PROEF,
    gemeente_van,
    in_een_zin,
    lees_instellingen,
    open_databank,
    stdout,
    stop,
    uitvoerder,
)


def zet_om(
    omzetting: Annotated[str, typer.Argument(help="Id van de omzetting, zoals de API die gaf.")],
    gemeente: Annotated[str, typer.Option(help="Gemeente waarvoor u werkt (code).")],
    proef: Annotated[
        bool, typer.Option("--proef", help="Toon wat er zou gebeuren; er verandert niets.")
    ] = False,
) -> None:
    """Voer een omzetting uit voor alle cliënten; afgebroken gaat zij de volgende keer verder."""
    from app.main import schemas_van
    from app.processen.kalender import lees_kalenders
    from app.processen.omzetreeks import Omzetreeks, Uitslag
    from app.processen.regio import lees_profielen

    try:
        omzetting_id = UUID(omzetting)
    except ValueError:
        stop(f"Verwacht is het id van een omzetting, gevonden: {omzetting}.")
    van_gemeente = gemeente_van(gemeente)
    instellingen = lees_instellingen()
    with in_een_zin():
        profielen = lees_profielen(instellingen.profielen)
        schemas = schemas_van(instellingen)
        kalenders = lees_kalenders(instellingen.gelijkgestelde_dagen)
    zou = {
        Uitslag.GEDAAN: "zou worden gedaan",
        Uitslag.OVERGESLAGEN: "zou worden overgeslagen",
        Uitslag.WACHT: "zou wachten op aanbieder",
        Uitslag.MISLUKT: "zou mislukken",
    }

    def zeg(uitslag: Uitslag) -> str:
        return zou[uitslag] if proef else uitslag

    geteld: Counter[Uitslag] = Counter()
    with open_databank() as databank:
        reeks = Omzetreeks(
            databank,
            profielen,
            kalenders,
            schemas,
            lambda: datetime.now(UTC),
            van_gemeente,
            uitvoerder(),
            proef,
        )
        for uitkomst in reeks.voer_uit(omzetting_id):
            geteld[uitkomst.uitslag] += 1
            brief = ["er gaat een brief uit" if proef else "brief bewaard"] if uitkomst.brief else []
            waarom = "; ".join([*brief, *uitkomst.waarom])
            wat = zeg(uitkomst.uitslag)
            stdout.print(f"{uitkomst.client_id}  {wat}{f': {waarom}' if waarom else ''}", soft_wrap=True)
            for wijziging in uitkomst.wijzigt if proef else ():
                stdout.print(f"  {wijziging}", soft_wrap=True)
    stdout.print(", ".join(f"{zeg(uitslag)}: {geteld[uitslag]}" for uitslag in Uitslag) + ".")
    if proef:
        stdout.print(WAS_PROEF)
    if geteld[Uitslag.WACHT] or geteld[Uitslag.MISLUKT]:
        raise typer.Exit(BEVINDINGEN)

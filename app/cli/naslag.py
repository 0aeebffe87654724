"""Looking things up: the rules of the standard, the requirements of the sources."""

import json
from importlib import import_module
from pkgutil import walk_packages
from typing import Annotated, Any

import typer
from rich.markup import escape

import app
from app.cli.opdrachten import BEVINDINGEN, stdout, stop, tabel
from app.istandaard import uitgave
from app.istandaard.regels.register import Registerregel, register


def regels(
    code: Annotated[
        str | None, typer.Argument(help="Code van een regel (TR302), of een retourcode (8848).")
    ] = None,
    als_json: Annotated[bool, typer.Option("--json", help="Schrijf JSON.")] = False,
) -> None:
    """Toon elke regel van de standaard: wat zij vraagt, en of zij wordt gecontroleerd."""
    gekozen = [r for r in register() if code is None or code.upper() in (r.code, r.retourcode)]
    if not gekozen:
        stop(f"iWmo {uitgave.NUMMER} kent geen regel met de code of retourcode {code}.")
    if als_json:
        print(json.dumps({"regels": [_regel_als_json(r) for r in gekozen]}, ensure_ascii=False))
        return
    overzicht = tabel("Regel", "Berichten", "Retourcode", "Status", "Waar", "Wat zij vraagt")
    for regel in gekozen:
        wat = regel.eis if regel.toelichting is None else f"{regel.eis} ({regel.toelichting})"
        if code is not None and regel.doe is not None:
            wat += f"\nDoe: {regel.doe}"
        overzicht.add_row(
            regel.code,
            " ".join(regel.berichten),
            regel.retourcode or "",
            regel.status.value,
            " ".join(regel.gecontroleerd_bij) or "nergens",
            escape(wat),
        )
    stdout.print(overzicht)


def eisen(
    eis: Annotated[str | None, typer.Argument(help="Nummer van een eis, bijvoorbeeld M08.")] = None,
    als_json: Annotated[bool, typer.Option("--json", help="Schrijf JSON.")] = False,
) -> None:
    """Toon elke eis uit de bronnen: welke module eraan voldoet, en welke test dat bewijst."""
    from app.domain.eisen import eisen as alle_eisen

    for module in walk_packages(app.__path__, "app."):
        import_module(module.name)  # what meets a requirement counts once it has been imported
    rijen = [rij for rij in alle_eisen() if eis is None or rij.id == eis.upper()]
    if not rijen:
        stop(f"De eis {eis} bestaat niet.")
    if als_json:
        velden = [
            {
                "eis": e.id,
                "herkomst": e.herkomst,
                "tekst": e.tekst,
                "wijze": e.wijze.value,
                "modules": list(e.modules),
                "bewijs": e.bewijs,
            }
            for e in rijen
        ]
        print(json.dumps({"eisen": velden}, ensure_ascii=False))
    else:
        overzicht = tabel("Eis", "Wat zij vraagt", "Hoe", "Waar", "Bewijs")
        for rij in rijen:
            overzicht.add_row(
                rij.id, escape(rij.tekst), rij.wijze.value, "\n".join(rij.modules), escape(rij.bewijs or "-")
            )
        stdout.print(overzicht)
    if any(not rij.modules or rij.bewijs is None for rij in rijen):
        stop("Niet elke eis heeft een module en een bewijs.", BEVINDINGEN)


def _regel_als_json(regel: Registerregel) -> dict[str, Any]:
    return {
        "code": regel.code,
        "berichten": list(regel.berichten),
        "niveau": regel.niveau.value,
        "retourcode": regel.retourcode,
        "eis": regel.eis,
        "status": regel.status.value,
        "doe": regel.doe,
        "gecontroleerdBij": list(regel.gecontroleerd_bij),
        "gebouwdVoor": list(regel.gebouwd_voor),
        "toelichting": regel.toelichting,
    }

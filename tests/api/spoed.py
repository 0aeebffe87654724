"""An urgent decision, which needs no plan: the shortest way to support that runs."""

from typing import Any

from app.domain.partijen import Rol
from tests.api.verhaal import AGB, Gemeente, Json


def regel(gemeente: Gemeente, **anders: Any) -> Json:
    periode = {"begindatum": gemeente.over(), "einddatum": "2027-02-28"}
    return {
        "resultaten": ["R1"],
        "leveringsvorm": "natura",
        "activiteiten": "Schoonmaken.",
        "frequentie": "Elke week 2 uur",
        "periode": periode,
        "resultaatgebied": "huishouden",
        "aanbieder": AGB,
        "categorie": "01",
        "productcode": "01H01",
        "omvang": {"volume": 2, "eenheid": "04", "frequentie": "2"},
    } | anders


def ontwerp(gemeente: Gemeente, client: Json | None = None, **anders: Any) -> Json:
    """An urgent decision, which needs no plan."""
    melding = gemeente.neem_melding_aan(client, spoed=True)
    inhoud = {
        "soort": "spoed",
        "meldingId": melding["id"],
        "motivering": "Het kan niet wachten.",
        "regels": [regel(gemeente)],
    }
    return gemeente.doe("POST", "/besluiten", inhoud | anders)  # type: ignore[no-any-return]


def toegewezen(gemeente: Gemeente, **anders: Any) -> Json:
    """What an urgent decision leads to."""
    besluit = gemeente.maak_bekend(gemeente.neem_besluit(ontwerp(gemeente, **anders)))
    return gemeente.wijs_toe(besluit)


def stop(gemeente: Gemeente, besluit: Json) -> Json:
    """A decision that ends what this one granted, from halfway on."""
    nadeel = {"grond": "niet_langer_aangewezen", "gevraagdOp": gemeente.over()}
    inhoud = {
        "soort": "herstel",
        "meldingId": besluit["meldingId"],
        "motivering": "Het blijkt niet nodig.",
        "wijzigt": besluit["id"],
        "ingangsdatum": gemeente.over(days=60),
        "nadeel": nadeel,
        "regels": [],
    }
    return gemeente.doe("POST", "/besluiten", inhoud)  # type: ignore[no-any-return]


def keur_goed(gemeente: Gemeente, bericht: Json) -> None:
    for status in ("verzonden", "goedgekeurd"):
        pad = f"/berichten/{bericht['id']}"
        gemeente.stap(pad, "/statussen", {"status": status}, rol=Rol.ADMINISTRATIE)

"""The way from draft to allocation over the API, for tests that start further on."""

from typing import Any

from fastapi.testclient import TestClient

from app.istandaard.berichten.wmo301 import Wmo301
from app.istandaard.codec import lees as lees_bericht
from tests.bouw import AANVRAAG_ID, MELDING_ID, PLAN_VAN_AANPAK_ID, VANDAAG, het_profiel

ONTWERP: dict[str, Any] = {
    "soort": "regulier",
    "meldingId": str(MELDING_ID),
    "aanvraagId": str(AANVRAAG_ID),
    "planVanAanpakId": str(PLAN_VAN_AANPAK_ID),
    "motivering": "U kunt het huishouden deels zelf; met begeleiding leert u de rest.",
}

REGEL: dict[str, Any] = {
    "resultaatgebied": "huishouden",
    "resultaten": ["R1"],
    "leveringsvorm": "natura",
    "activiteiten": "Samen schoonmaken en een weekritme aanleren.",
    "frequentie": "twee keer per week 60 minuten",
    "periode": {"begindatum": "2026-03-02", "einddatum": "2027-02-28"},
    "aanbieder": "41410001",
    "categorie": "01",
    "productcode": "01H01",
    "omvang": {"volume": 2, "eenheid": "04", "frequentie": "2"},
}


def maak(bel: TestClient, pad: str, inhoud: dict[str, Any] | None = None, **kop: str) -> dict[str, Any]:
    """POST that must succeed; gives the body with the ETag beside it."""
    antwoord = bel.post(f"/v1{pad}", json=inhoud, headers=kop)
    assert antwoord.status_code in (200, 201), antwoord.text
    return antwoord.json() | {"etag": antwoord.headers.get("ETag", "")}


def lees(bel: TestClient, pad: str) -> dict[str, Any]:
    antwoord = bel.get(f"/v1{pad}")
    assert antwoord.status_code == 200, antwoord.text
    return antwoord.json() | {"etag": antwoord.headers.get("ETag", "")}


def bekendgemaakt(bel: TestClient, datum: str = "2026-03-02", **anders: Any) -> dict[str, Any]:
    """A decision, drafted, taken and announced."""
    besluit = maak(bel, "/besluiten", ONTWERP | anders)
    pad = f"/besluiten/{besluit['id']}"
    genomen = maak(bel, f"{pad}/vaststellingen", **{"If-Match": besluit["etag"]})
    bekendmaking = {"datum": datum, "wijze": "post"}
    return maak(bel, f"{pad}/bekendmakingen", bekendmaking, **{"If-Match": genomen["etag"]})


NADEEL = {"grond": "niet_langer_aangewezen", "gevraagdOp": "2026-03-01"}
"""What a change rests on by which the client gets less."""


def toegewezen(bel: TestClient, **anders: Any) -> dict[str, Any]:
    """The allocations and messages of such a decision."""
    besluit = bekendgemaakt(bel, **anders)
    return maak(bel, "/toewijzingen", {"besluitId": besluit["id"]})


def opvolger(
    bel: TestClient, besluit_id: str, *regels: dict[str, Any], ingang: str, **anders: Any
) -> dict[str, Any]:
    """A decision that changes another, announced; without lines it stops what that granted."""
    gegrond = [regel | {"afwijkingVanPlan": "Herbeoordeeld."} for regel in regels]
    wijziging = {"soort": "herbeoordeling", "wijzigt": besluit_id, "ingangsdatum": ingang, "nadeel": NADEEL}
    return bekendgemaakt(bel, **wijziging | {"regels": gegrond} | anders)


def zie_af(toegang: TestClient) -> None:
    """A new waiver at the provider, as a reassessment for more or other support needs."""
    onderdelen = sorted(het_profiel("mlo").verplicht)
    dag = VANDAAG.isoformat()
    afziening = {
        "planVanAanpakId": str(PLAN_VAN_AANPAK_ID),
        "aanbieder": REGEL["aanbieder"],
        "reden": "Alles over de toename is bekend.",
        "redenClientOfGroep": "Deze cliënt",
        "individueleBeoordeling": "Met de cliënt en de aanbieder bekeken.",
        "informatie": [
            {"onderdeel": onderdeel, "document": "onderzoeksverslag", "vindplaats": "blad 2"}
            for onderdeel in onderdelen
        ],
        "client": {"datum": dag, "wijze": "Thuis besproken"},
        "afstemming": {"datum": dag, "met": "Teamleider"},
    }
    maak(toegang, "/afzieningen", afziening)


def afspraak(aanbieder: str = "41410001") -> dict[str, str]:
    return {
        "aanbieder": aanbieder,
        "datum": "2026-03-02",
        "met": "teamleider",
        "inhoud": "De aanbieder stemt in.",
    }


def producten(bel: TestClient, bericht_id: str) -> list[tuple[int, str, str | None, str | None]]:
    """Number, begin, end and RedenWijziging of each product in a message."""
    bericht = lees_bericht(bel.get(f"/v1/berichten/{bericht_id}/xml").content)
    assert isinstance(bericht, Wmo301)
    return [
        (
            int(p.toewijzing_nummer),
            str(p.ingangsdatum),
            None if p.einddatum is None else str(p.einddatum),
            p.reden_wijziging,
        )
        for p in bericht.client.toegewezen_producten
    ]


def keur_goed(bel: TestClient, uit: dict[str, Any]) -> None:
    """Let every message of a step reach its provider."""
    for bericht in uit["berichten"]:
        volg(bel, bericht["id"], "verzonden", "goedgekeurd")


def volg(bel: TestClient, bericht_id: str, *statussen: str) -> None:
    """Let a message go through these states."""
    for status in statussen:
        etag = lees(bel, f"/berichten/{bericht_id}")["etag"]
        maak(bel, f"/berichten/{bericht_id}/statussen", {"status": status}, **{"If-Match": etag})

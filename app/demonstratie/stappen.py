"""Steps that both stories take alike: what the municipality buys, and the way to the plan van aanpak."""

from typing import Any

from app.demonstratie.partij import Partij
from app.demonstratie.wereld import Wereld
from app.domain.partijen import Rol
from app.istandaard.codelijsten import codelijst

PERIODE = {"begindatum": "2026-05-01", "einddatum": "2027-04-30"}
"""The term to be indicated in both stories."""


def koop_in(
    administratie: Partij, agb: str, naam: str, zorgmail: str, *producten: tuple[str, str, str, int, str]
) -> None:
    """Record a provider with a contract for these products: category, code, unit, tariff in cents, name."""
    administratie.maak("/aanbieders", agb=agb, naam=naam, zorgmail=zorgmail)
    for categorie, code, eenheid, tarief, omschrijving in producten:
        administratie.maak(
            "/producten",
            categorie=categorie,
            code=code,
            omschrijving=omschrijving,
            eenheden=sorted({eenheid, "01"}),
        )
        administratie.maak(
            "/contracten",
            aanbieder=agb,
            categorie=categorie,
            code=code,
            eenheid=eenheid,
            tarief=tarief,
            periode={"begindatum": "2026-01-01"},
        )


def onderzoek(
    wereld: Wereld, toegang: Partij, client: dict[str, Any], hulpvraag: str, onderdelen: list[dict[str, str]]
) -> tuple[str, str]:
    """From client to finished research; gives the melding and the onderzoek."""
    vertel = wereld.verteller.stap
    client_id = toegang.maak("/clienten", **client)["id"]
    melding = toegang.maak(
        "/meldingen", clientId=client_id, ontvangstdatum=wereld.klok.dag, hulpvraag=hulpvraag
    )["id"]
    vertel("De cliënt meldt zich; de wettelijke termijn van zes weken begint te lopen.", "W01")
    toegang.doe(
        f"/meldingen/{melding}",
        "/bevestigingen",
        datum=wereld.klok.dag,
        clientondersteuningGewezen=True,
        persoonlijkPlanGewezen=True,
    )
    vertel("De gemeente bevestigt de melding en wijst op cliëntondersteuning en het persoonlijk plan.", "W01")
    start = wereld.klok.dag
    wereld.klok.verzet(dagen=14)
    onderzoek = f"/onderzoeken/{toegang.maak('/onderzoeken', meldingId=melding, startdatum=start)['id']}"
    toegang.vervang(
        onderzoek,
        betrokkenen=[
            {"wie": "client", "betrokken": True},
            {"wie": "vertegenwoordiger", "betrokken": False, "toelichting": "Er is geen vertegenwoordiger."},
            {"wie": "mantelzorger", "betrokken": True},
        ],
        onderdelen=onderdelen,
    )
    toegang.doe(
        onderzoek,
        "/afrondingen",
        datum=wereld.klok.dag,
        identiteitVastgesteld=True,
        uitkomst="Ondersteuning is nodig; een deel lukt de cliënt zelf.",
        uitkomstVerstrektDatum=wereld.klok.dag,
    )
    vertel("Het onderzoek is af, binnen de termijn; de cliënt heeft de uitkomst op schrift.", "W01")
    return melding, onderzoek.removeprefix("/onderzoeken/")


def besluit_tot_bericht(wereld: Wereld, code: str, besluit: str) -> list[dict[str, Any]]:
    """Take and announce a decision, allocate it, and write its messages; gives the allocations."""
    vertel = wereld.verteller.stap
    beslisser = wereld.gemeente(code, Rol.BESLUIT)
    bron = f"/besluiten/{besluit}"
    genomen = beslisser.doe(bron, "/vaststellingen")
    vertel(f"Het besluit {genomen['kenmerk']} is genomen, met motivering en bezwaarclausule.", "M15", "W07")
    beslisser.mislukt(
        "Toewijzen voordat het besluit bekend is gemaakt, mag niet.",
        "M17",
        "W07",
        pad="/toewijzingen",
        besluitId=besluit,
    )
    beslisser.doe(bron, "/bekendmakingen", datum=wereld.klok.dag, wijze="per post")
    beslisser.bewaar(f"{bron}/document", wereld.naar / f"besluit-{code}-{genomen['kenmerk']}.pdf")
    vertel("De cliënt krijgt het besluit; daarin staat meteen wat, hoe vaak en hoeveel uur.", "H29", "W05")
    uitvoering = beslisser.maak("/toewijzingen", besluitId=besluit)
    for toewijzing in uitvoering["toewijzingen"]:
        vertel(
            f"Toewijzing {toewijzing['nummer']}: {_in_woorden(toewijzing)}; gelijk aan het besluit.",
            "M16",
            "M18",
        )
    administratie = wereld.gemeente(code, Rol.ADMINISTRATIE)
    for bericht in uitvoering["berichten"]:
        pad = f"/berichten/{bericht['id']}"
        administratie.bewaar(f"{pad}/xml", wereld.naar / f"wmo301-{code}-{bericht['identificatie']}.xml")
        administratie.doe(pad, "/statussen", status="verzonden")
        administratie.doe(pad, "/statussen", status="goedgekeurd")
        vertel(
            f"Bericht wmo301 {bericht['identificatie']} is goedgekeurd: de aanbieder mag leveren.",
            "M17",
        )
    toewijzingen: list[dict[str, Any]] = uitvoering["toewijzingen"]
    return toewijzingen


def _in_woorden(toewijzing: dict[str, Any]) -> str:
    omvang, periode = toewijzing["actueel"]["omvang"], toewijzing["actueel"]["periode"]
    eenheid = codelijst("WJ756").betekenis(omvang["eenheid"])
    frequentie = codelijst("WMO757").betekenis(omvang["frequentie"])
    hoeveel = f"{omvang['volume']} {eenheid} {frequentie}".lower()
    return f"product {toewijzing['productcode']}, {hoeveel}, tot en met {periode['einddatum']}"

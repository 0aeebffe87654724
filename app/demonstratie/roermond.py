"""Roermond, Midden-Limburg Oost: the municipality pre-fills, both sides sign, a waiver is possible."""

from typing import Any

from app.demonstratie.partij import Partij
from app.demonstratie.stappen import PERIODE, besluit_tot_bericht, koop_in, onderzoek
from app.demonstratie.wereld import Wereld
from app.domain.partijen import Rol

ROERMOND, LINDE = "0957", "41410001"
ZORGMAIL = "linde@zorgmail.example.nl"

CLIENT = {
    "bsn": "999990019",
    "naam": {"achternaam": "Jansen", "voorletters": "MJ"},
    "geboortedatum": {"datum": "1948-05-17"},
    "geslacht": "2",
    "contacten": [
        {
            "soort": "01",
            "straatnaam": "Markt",
            "huisnummer": 12,
            "postcode": "6041EM",
            "plaatsnaam": "Roermond",
            "landcode": "NL",
        }
    ],
}

RESULTATEN = [
    {"code": "R1", "resultaatgebied": "huishouden", "omschrijving": "Het huis is schoon en opgeruimd."},
    {"code": "R2", "resultaatgebied": "financien", "omschrijving": "De post wordt elke week verwerkt."},
]

SCHOONMAKEN = {
    "resultaatgebied": "huishouden",
    "resultaten": ["R1"],
    "aard": "Samen schoonmaken en een weekritme aanleren.",
    "frequentie": "Eén keer per week twee uur",
    "omvang": {"aantal": 2, "eenheid": "uren"},
    "producten": [{"categorie": "01", "code": "01H01"}],
    "motivering": "De cliënt doet het lichte werk zelf en heeft hulp nodig bij het zware werk.",
    **PERIODE,
}
POST = {
    "resultaatgebied": "financien",
    "resultaten": ["R2"],
    "aard": "Samen de post openen, ordenen en beantwoorden.",
    "frequentie": "Eén keer per week drie kwartier",
    "omvang": {"aantal": 45, "eenheid": "minuten"},
    "producten": [{"categorie": "02", "code": "02F01"}],
    "motivering": "De cliënt verliest het overzicht als er niemand meekijkt met de post.",
    **PERIODE,
}


def vertel(wereld: Wereld) -> None:
    """From melding to wmo301, a waiver that misses a condition, and an allocation that is extended."""
    wereld.verteller.titel(
        "Roermond (Midden-Limburg Oost)",
        "De gemeente vult voor, cliënt en aanbieder ondertekenen, en dan de 301.",
    )
    toegang = wereld.gemeente(ROERMOND)
    aanbieder = wereld.aanbieder(LINDE)
    koop_in(
        wereld.gemeente(ROERMOND, Rol.ADMINISTRATIE),
        LINDE,
        "Thuiszorg De Linde",
        ZORGMAIL,
        ("01", "01H01", "04", 3400, "Hulp bij het huishouden, licht"),
        ("02", "02F01", "01", 95, "Begeleiding bij geldzaken en post, licht"),
    )
    melding, onderzoek_id = onderzoek(
        wereld,
        toegang,
        CLIENT,
        "Het huishouden en de post lukken niet meer na een operatie.",
        [{"code": "huis", "titel": "Het huishouden", "tekst": "Zwaar schoonmaakwerk lukt niet meer."}],
    )
    plan_van_aanpak = _plan_van_aanpak(wereld, toegang, onderzoek_id)
    _afzien_met_gemis(wereld, toegang, plan_van_aanpak)
    plan = _uitvraag(wereld, toegang, plan_van_aanpak)
    _opstellen(wereld, toegang, aanbieder, plan)
    _vaststellen(wereld, toegang, aanbieder, plan)
    besluit = _ontwerp(wereld, melding, plan_van_aanpak)
    besluit_tot_bericht(wereld, ROERMOND, besluit)
    _verleng(wereld, toegang, besluit, plan_van_aanpak)


def _plan_van_aanpak(wereld: Wereld, toegang: Partij, onderzoek_id: str) -> str:
    plan_van_aanpak: str = toegang.maak(
        "/plannen-van-aanpak",
        onderzoekId=onderzoek_id,
        resultaten=RESULTATEN,
        termijn=PERIODE,
        metClient={"datum": wereld.klok.dag, "wijze": "Gesprek aan de keukentafel"},
    )["id"]
    wereld.verteller.stap("Gemeente en cliënt bepalen samen twee te behalen resultaten.", "M13")
    return plan_van_aanpak


AFZIENING = {
    "aanbieder": LINDE,
    "reden": "De situatie en de hulp blijven gelijk.",
    "redenClientOfGroep": "Cliënten met een stabiele beperking",
    "individueleBeoordeling": "Uit het gesprek blijkt dat er voor deze cliënt niets verandert.",
}


def _afzien_met_gemis(wereld: Wereld, toegang: Partij, plan_van_aanpak: str) -> None:
    toegang.mislukt(
        "De gemeente wil van een plan afzien, maar niet elk onderdeel is al bekend.",
        "M02",
        "M04a",
        pad="/afzieningen",
        planVanAanpakId=plan_van_aanpak,
        informatie=[
            {"onderdeel": "resultaten", "document": "klantdossier", "vindplaats": "Verslag 2025, blad 2"}
        ],
        **_betrokken(wereld),
    )


def _zie_af(wereld: Wereld, toegang: Partij, plan_van_aanpak: str) -> None:
    onderdelen = ("resultaten", "aard", "frequentie", "omvang", "intensiteit", "periode", "producten")
    toegang.maak(
        "/afzieningen",
        planVanAanpakId=plan_van_aanpak,
        informatie=[
            {"onderdeel": o, "document": "onderzoeksverslag", "vindplaats": "Herbeoordeling, blad 1 en 2"}
            for o in onderdelen
        ],
        **_betrokken(wereld),
    )
    wereld.verteller.stap(
        "Alles is al bekend en afgestemd: de gemeente ziet bij deze verlenging af van een nieuw plan.",
        "M03",
        "M04a",
        "M04b",
        "M04c",
        "M04d",
        "M05",
    )


def _betrokken(wereld: Wereld) -> dict[str, Any]:
    return {
        **AFZIENING,
        "client": {"datum": wereld.klok.dag, "wijze": "Besproken aan de keukentafel"},
        "afstemming": {"datum": wereld.klok.dag, "met": "Teamleider"},
    }


def _uitvraag(wereld: Wereld, toegang: Partij, plan_van_aanpak: str) -> str:
    plan: str = toegang.maak(
        "/ondersteuningsplannen",
        planVanAanpakId=plan_van_aanpak,
        aanbieder=LINDE,
        casus="Na een heupoperatie lukken zwaar schoonmaakwerk en de post niet.",
    )["id"]
    bron = f"/ondersteuningsplannen/{plan}"
    wereld.verteller.stap("De gemeente vult het regionale formulier voor, met de resultaten.", "M10", "M27")
    geinformeerd = {"datum": wereld.klok.dag, "wijze": "Verteld aan de keukentafel", "door": "demo-toegang"}
    delen = [
        {
            "document": "vraaganalyse",
            "onderdeel": "huis",
            "noodzakelijk": True,
            "gedeeld": True,
            "doel": "De aanbieder moet weten wat de cliënt nog zelf kan.",
        }
    ]
    zorgmail = {
        "kanaal": "zorgmail",
        "geadresseerde": ZORGMAIL,
        "op": wereld.klok.moment,
        "berichtkenmerk": "ZM-2026-000117",
    }
    toegang.mislukt(
        "Versturen zonder dat de cliënt het weet, mag niet.",
        "M23",
        bron=bron,
        pad="/uitvraag",
        onderdelen=delen,
        verzending=zorgmail,
    )
    toegang.doe(bron, "/uitvraag", clientinformatie=geinformeerd, onderdelen=delen, verzending=zorgmail)
    wereld.verteller.stap(
        "De uitvraag gaat met Zorgmail naar de aanbieder; gedeeld is alleen wat nodig is, met het doel.",
        "M11",
        "M22",
        "M23",
        "M24",
        "M26",
    )
    return plan


def _opstellen(wereld: Wereld, toegang: Partij, aanbieder: Partij, plan: str) -> None:
    bron, vertel = f"/ondersteuningsplannen/{plan}", wereld.verteller
    wereld.klok.verzet(dagen=1)
    aanbieder.doe(bron, "/ontvangsten", op=wereld.klok.moment)
    anders = [{**RESULTATEN[0], "omschrijving": "Alles wordt overgenomen."}, RESULTATEN[1]]
    aanbieder.mislukt_vervangen(
        "De aanbieder wil een resultaat veranderen; dat kan alleen de gemeente, met de cliënt.",
        "M13",
        bron=bron,
        stap="/invulling",
        resultaten=anders,
        inzet=[SCHOONMAKEN],
    )
    overleg = {"datum": wereld.klok.dag, "wijze": "Gesprek bij de cliënt thuis"}
    aanbieder.vervang(bron, "/invulling", inzet=[SCHOONMAKEN], overleg=overleg)
    indiening = aanbieder.doe(bron, "/indieningen", formulierVersie="2018", gerichtAan="demo-toegang")
    vertel.stap("De aanbieder dient een eerste versie in; wat ontbreekt, staat er meteen bij.", "M14")
    vertel.opsomming(f"{b['veld']}: {b['melding']} ({b['ernst']})" for b in indiening["bevindingen"])
    toegang.doe(bron, "/terugleggingen", versie=1, reden="Bij resultaat R2 staat nog geen inzet.")
    vertel.stap("Het formulier is niet compleet en gaat terug; discussie hoort in de rapportage.", "M20")
    aanbieder.vervang(bron, "/invulling", inzet=[SCHOONMAKEN, POST], overleg=overleg)
    indiening = aanbieder.doe(bron, "/indieningen", formulierVersie="2018", gerichtAan="demo-toegang")
    vertel.stap(f"Versie {indiening['versie']['volgnummer']} is compleet.", "M14")


def _vaststellen(wereld: Wereld, toegang: Partij, aanbieder: Partij, plan: str) -> None:
    bron = f"/ondersteuningsplannen/{plan}"
    wereld.klok.verzet(dagen=2)
    toegang.doe(
        bron,
        "/beoordelingen",
        versie=2,
        oordeel="akkoord",
        motivering="Het plan sluit aan op het plan van aanpak.",
        onderbouwingIntensiteit="De inzet per resultaat is uitgelegd en past bij de omvang.",
    )
    wereld.verteller.stap(
        "De gemeente beoordeelt het plan en gaat akkoord, met een motivering.", "M07", "M15"
    )
    aanbieder.mislukt(
        "Vaststellen zonder handtekeningen mag niet.",
        "M08",
        bron=bron,
        pad="/vaststellingen",
        versie=2,
        datum=wereld.klok.dag,
        wijze="Samen doorgenomen",
    )
    aanbieder.doe(
        bron, "/ondertekeningen", versie=2, door="aanbieder", datum=wereld.klok.dag, wijze="Digitaal"
    )
    aanbieder.doe(
        bron,
        "/ondertekeningsalternatieven",
        versie=2,
        datum=wereld.klok.dag,
        reden="De cliënt kan door een handletsel niet schrijven.",
        andereWijze="Het plan is voorgelezen en mondeling bevestigd, met de mantelzorger erbij.",
    )
    wereld.verteller.stap(
        "De aanbieder tekent; waarom de cliënt dat niet kan en hoe het dan wel is afgestemd, staat erbij.",
        "M08",
        "M09",
    )
    aanbieder.doe(
        bron,
        "/vaststellingen",
        versie=2,
        datum=wereld.klok.dag,
        wijze="Samen doorgenomen bij de cliënt thuis",
    )
    aanbieder.bewaar(f"{bron}/document", wereld.naar / "ondersteuningsplan-roermond.pdf")
    wereld.verteller.stap("Aanbieder en cliënt stellen het plan vast.", "H26")


def _ontwerp(wereld: Wereld, melding: str, plan_van_aanpak: str) -> str:
    toegang = wereld.gemeente(ROERMOND)
    aanvraag = toegang.maak("/aanvragen", meldingId=melding, ontvangstdatum=wereld.klok.dag)["id"]
    wereld.verteller.stap("De cliënt doet de aanvraag; er zijn twee weken voor het besluit.", "W02")
    beslisser = wereld.gemeente(ROERMOND, Rol.BESLUIT)
    besluit: str = beslisser.maak(
        "/besluiten",
        soort="regulier",
        meldingId=melding,
        aanvraagId=aanvraag,
        planVanAanpakId=plan_van_aanpak,
        motivering="U kunt het huishouden en de post deels zelf. Met hulp lukt de rest.",
    )["id"]
    wereld.verteller.stap(
        "Het ontwerpbesluit volgt uit het vastgestelde plan; niets wordt overgetypt.", "M15"
    )
    return besluit


def _verleng(wereld: Wereld, toegang: Partij, besluit: str, plan_van_aanpak: str) -> None:
    """A year later the support goes on: a new decision moves the end date of the same allocations."""
    wereld.klok.verzet(dagen=380)
    langer = {"begindatum": "2027-05-01", "einddatum": "2027-10-31"}
    herzien = toegang.doe(
        f"/plannen-van-aanpak/{plan_van_aanpak}",
        "/versies",
        resultaten=RESULTATEN,
        termijn={**PERIODE, "einddatum": langer["einddatum"]},
        metClient={"datum": wereld.klok.dag, "wijze": "Herbeoordeling bij de cliënt thuis"},
    )["id"]
    _zie_af(wereld, toegang, herzien)
    beslisser = wereld.gemeente(ROERMOND, Rol.BESLUIT)
    eerder = beslisser.lees(f"/besluiten/{besluit}")
    reden = "Uit de herbeoordeling blijkt dat de hulp een half jaar langer nodig is."
    regels = [{**regel, "periode": langer, "afwijkingVanPlan": reden} for regel in eerder["regels"]]
    for regel in regels:
        del regel["nummer"]
    nieuw = beslisser.maak(
        "/besluiten",
        soort="herbeoordeling",
        meldingId=eerder["meldingId"],
        planVanAanpakId=herzien,
        motivering="Uw herstel duurt langer. U houdt dezelfde hulp, een half jaar langer.",
        regels=regels,
        wijzigt=besluit,
        ingangsdatum=langer["begindatum"],
    )["id"]
    for toewijzing in besluit_tot_bericht(wereld, ROERMOND, nieuw):
        wereld.verteller.stap(
            f"Toewijzing {toewijzing['nummer']} houdt haar nummer; RedenWijziging "
            f"{toewijzing['actueel']['redenWijziging']} volgt uit de herbeoordeling.",
            "W08",
        )

"""Heusden, Hart van Brabant, beschikkingsarm: the provider begins, consultation counts, terms pass."""

from app.demonstratie.partij import Partij
from app.demonstratie.stappen import PERIODE, besluit_tot_bericht, koop_in, onderzoek
from app.demonstratie.wereld import Wereld
from app.domain.partijen import Rol

HEUSDEN, DE_BRUG = "0797", "41410002"

CLIENT = {
    "bsn": "999990020",
    "naam": {"achternaam": "Bakker", "voorvoegsel": "den", "voorletters": "PA"},
    "geboortedatum": {"datum": "1961-11-03"},
    "geslacht": "1",
    "contacten": [
        {
            "soort": "01",
            "straatnaam": "Putterstraat",
            "huisnummer": 5,
            "postcode": "5256AM",
            "plaatsnaam": "Heusden",
            "landcode": "NL",
        }
    ],
}

RESULTATEN = [
    {
        "code": "R1",
        "resultaatgebied": "psychisch",
        "omschrijving": "De dag heeft een vast ritme.",
        "verwachteIntensiteit": "licht",
    },
    {
        "code": "R2",
        "resultaatgebied": "sociaal",
        "omschrijving": "Er is elke week contact met anderen.",
        "verwachteIntensiteit": "midden",
    },
]

DAGRITME = {
    "resultaatgebied": "psychisch",
    "resultaten": ["R1"],
    "aard": "Gesprekken over de dag en het oefenen met een weekplan.",
    "frequentie": "Eén keer per week twee uur",
    "omvang": {"aantal": 120, "eenheid": "minuten"},
    "intensiteit": "licht",
    "motivering": "De cliënt kan het weekplan zelf volgen als er elke week iemand meekijkt.",
    "producten": [{"categorie": "02", "code": "02P01"}],
    **PERIODE,
}
DAGBESTEDING = {
    "resultaatgebied": "sociaal",
    "resultaten": ["R2"],
    "aard": "Meedoen in een kleine groep, met begeleiding.",
    "frequentie": "Eén dagdeel per week",
    "omvang": {"aantal": 1, "eenheid": "dagdelen"},
    "intensiteit": "midden",
    "motivering": "Een dagdeel in een kleine groep is nodig om weer contact te durven maken.",
    "producten": [{"categorie": "07", "code": "07S02"}],
    **PERIODE,
}
VERVOER = {
    "product": {"categorie": "08", "code": "08V01"},
    "aantal": 2,
    "eenheid": "84",
    "frequentie": "2",
    "toelichting": "Heen en terug naar de dagbesteding.",
    **PERIODE,
}


def vertel(wereld: Wereld) -> None:
    """From melding to wmo301 with a term that passes and a plan that is laid back."""
    wereld.verteller.titel(
        "Heusden (Hart van Brabant, beschikkingsarm)",
        "De aanbieder begint, een termijn verstrijkt, het plan wijkt af; beide plannen zijn het besluit.",
    )
    toegang = wereld.gemeente(HEUSDEN)
    aanbieder = wereld.aanbieder(DE_BRUG)
    koop_in(
        wereld.gemeente(HEUSDEN, Rol.ADMINISTRATIE),
        DE_BRUG,
        "Stichting De Brug",
        "brug@zorgmail.example.nl",
        ("02", "02P01", "01", 95, "Begeleiding bij het dagritme, licht"),
        ("07", "07S02", "16", 5200, "Dagbesteding in een groep, midden"),
        ("08", "08V01", "84", 1250, "Vervoer naar de dagbesteding"),
    )
    melding, onderzoek_id = onderzoek(
        wereld,
        toegang,
        CLIENT,
        "Ik kom de deur niet meer uit.",
        [
            {"code": "dag", "titel": "De dag", "tekst": "Een vast ritme ontbreekt."},
            {
                "code": "verleden",
                "titel": "Het verleden",
                "tekst": "Dit vertelt de cliënt liever niet verder.",
            },
        ],
    )
    plan_van_aanpak = _plan_van_aanpak(wereld, toegang, onderzoek_id)
    plan = _uitvraag(wereld, toegang, plan_van_aanpak)
    _te_laat(wereld, toegang, aanbieder, plan)
    _afwijkend(wereld, toegang, aanbieder, plan)
    _vaststellen(wereld, toegang, aanbieder, plan)
    besluit_tot_bericht(wereld, HEUSDEN, _ontwerp(wereld, toegang, melding, plan_van_aanpak))


def _plan_van_aanpak(wereld: Wereld, toegang: Partij, onderzoek_id: str) -> str:
    plan_van_aanpak: str = toegang.maak(
        "/plannen-van-aanpak",
        onderzoekId=onderzoek_id,
        resultaten=RESULTATEN,
        termijn=PERIODE,
        metClient={"datum": wereld.klok.dag, "wijze": "Gesprek aan de keukentafel"},
        onderdelen=[{"code": "doel", "titel": "Doel", "tekst": "Weer elke week onder de mensen."}],
    )["id"]
    wereld.verteller.stap("De toegang doet een voorzet voor de intensiteit per resultaat.", "H04")
    return plan_van_aanpak


def _uitvraag(wereld: Wereld, toegang: Partij, plan_van_aanpak: str) -> str:
    plan: str = toegang.maak(
        "/ondersteuningsplannen",
        planVanAanpakId=plan_van_aanpak,
        aanbieder=DE_BRUG,
        casus="De cliënt wil weer een vast ritme en contact met anderen.",
    )["id"]
    toegang.doe(
        f"/ondersteuningsplannen/{plan}",
        "/uitvraag",
        onderdelen=[
            {
                "document": "plan_van_aanpak",
                "onderdeel": "doel",
                "noodzakelijk": True,
                "clientWilDelen": True,
                "gedeeld": True,
                "doel": "De aanbieder werkt aan dit doel.",
            },
            {
                "document": "vraaganalyse",
                "onderdeel": "dag",
                "noodzakelijk": True,
                "clientWilDelen": True,
                "gedeeld": True,
                "doel": "Zo weet de aanbieder waar de begeleiding begint.",
            },
            {
                "document": "vraaganalyse",
                "onderdeel": "verleden",
                "noodzakelijk": False,
                "clientWilDelen": False,
                "gedeeld": False,
                "motivering": "Niet nodig voor de ondersteuning, en de cliënt wil het niet delen.",
            },
        ],
        verzending={"kanaal": "api", "geadresseerde": DE_BRUG, "op": wereld.klok.moment},
    )
    wereld.verteller.stap(
        "De aanbieder krijgt wat de cliënt wil delen; wat niet nodig is, blijft thuis.", "H07", "H08"
    )
    return plan


def _te_laat(wereld: Wereld, toegang: Partij, aanbieder: Partij, plan: str) -> None:
    bron, vertel = f"/ondersteuningsplannen/{plan}", wereld.verteller
    aanbieder.doe(bron, "/ontvangsten", op=wereld.klok.moment)
    vertel.stap("De aanbieder heeft de opdracht; er zijn twee weken voor het plan.", "H19")
    wereld.klok.verzet(dagen=12)
    verwacht = wereld.klok.nu.date().replace(day=3, month=4).isoformat()
    aanbieder.doe(
        bron, "/termijnmeldingen", verwachteDatum=verwacht, reden="De cliënt lag een week in het ziekenhuis."
    )
    vertel.stap("De aanbieder laat op tijd weten dat de termijn verstrijkt.", "H20")
    wereld.klok.verzet(dagen=4)
    for zaak in toegang.lees("/werkvoorraad"):
        vertel.stap(
            "De werkvoorraad van de gemeente laat zien wat te laat is en wie aan zet is.", "H31", "H32"
        )
        vertel.opsomming(
            f"{k['stap']}: {k['stand']}, uiterlijk {k['uiterlijk']} ({k['grondslag']})"
            for k in zaak["klokken"]
            if k["stand"] in ("loopt", "in_gevaar", "verstreken")
        )
        vertel.opsomming(zaak["taken"])


def _afwijkend(wereld: Wereld, toegang: Partij, aanbieder: Partij, plan: str) -> None:
    bron, vertel = f"/ondersteuningsplannen/{plan}", wereld.verteller
    overleg = {"datum": wereld.klok.dag, "wijze": "Gesprek bij de cliënt thuis"}
    aanbieder.vervang(bron, "/invulling", resultaten=RESULTATEN[:1], inzet=[DAGRITME], overleg=overleg)
    indiening = aanbieder.doe(bron, "/indieningen", formulierVersie="2019", gerichtAan="demo-toegang")
    vertel.stap("Het ingediende plan komt niet overeen met het plan van aanpak.", "H05", "H13", "H15")
    vertel.opsomming(f"{b['veld']}: {b['melding']} ({b['ernst']})" for b in indiening["bevindingen"])
    toegang.doe(
        bron,
        "/terugleggingen",
        versie=1,
        reden="Resultaat R2 uit het plan van aanpak ontbreekt.",
        contact={"datum": wereld.klok.dag, "wijze": "Telefonisch"},
        contactpersoon="Teamleider",
    )
    vertel.stap("De toegang belt de aanbieder en legt het plan terug.", "H18")
    aanbieder.vervang(
        bron,
        "/invulling",
        resultaten=RESULTATEN,
        inzet=[DAGRITME, DAGBESTEDING],
        aanvullend=[VERVOER],
        overleg=overleg,
    )
    aanbieder.doe(bron, "/indieningen", formulierVersie="2019", gerichtAan="demo-toegang")
    vertel.stap(
        "De tweede versie klopt: aard, frequentie, omvang en intensiteit per gebied, en vervoer erbij.",
        "H01",
        "H03",
        "H10",
        "H12",
        "H21",
        "H22",
        "H23",
    )


def _vaststellen(wereld: Wereld, toegang: Partij, aanbieder: Partij, plan: str) -> None:
    bron = f"/ondersteuningsplannen/{plan}"
    wereld.klok.verzet(dagen=1)
    toegang.doe(
        bron,
        "/beoordelingen",
        versie=2,
        oordeel="akkoord",
        motivering="Resultaten, aard en frequentie kloppen met het plan van aanpak.",
        onderbouwingIntensiteit="De intensiteit past bij de omvang en is goed uitgelegd.",
    )
    wereld.verteller.stap("De gemeente gaat akkoord en oordeelt over de onderbouwing.", "H16", "H17")
    aanbieder.doe(
        bron, "/afschriften", versie=2, verstrektOp=wereld.klok.moment, kanaal="Persoonlijk overhandigd"
    )
    wereld.verteller.stap(
        "De cliënt krijgt van de aanbieder een afschrift; tekenen is niet verplicht.", "H24", "H25"
    )
    aanbieder.doe(
        bron,
        "/vaststellingen",
        versie=2,
        datum=wereld.klok.dag,
        wijze="Samen doorgenomen bij de cliënt thuis",
    )
    aanbieder.bewaar(f"{bron}/document", wereld.naar / "ondersteuningsplan-heusden.pdf")
    wereld.verteller.stap("Het plan ligt vast tussen aanbieder en cliënt, vóór het besluit.", "H26")


def _ontwerp(wereld: Wereld, toegang: Partij, melding: str, plan_van_aanpak: str) -> str:
    bron = f"/plannen-van-aanpak/{plan_van_aanpak}"
    toegang.doe(bron, "/ondertekeningen", datum=wereld.klok.dag)
    aanvraag = toegang.maak(
        "/aanvragen", meldingId=melding, ontvangstdatum=wereld.klok.dag, planVanAanpakId=plan_van_aanpak
    )["id"]
    wereld.verteller.stap("Het ondertekende plan van aanpak geldt als aanvraag.", "W02")
    besluit = wereld.gemeente(HEUSDEN, Rol.BESLUIT).maak(
        "/besluiten",
        soort="regulier",
        meldingId=melding,
        aanvraagId=aanvraag,
        planVanAanpakId=plan_van_aanpak,
        motivering="Met begeleiding vindt u weer een vast ritme en contact met anderen.",
    )
    wereld.verteller.stap(
        f"Heusden werkt beschikkingsarm: de vorm van het besluit is {besluit['vorm']}.", "H27", "H28", "W07"
    )
    besluit_id: str = besluit["id"]
    return besluit_id

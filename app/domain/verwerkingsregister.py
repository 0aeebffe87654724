"""The register of processing activities (AVG art. 30): what each operation is done for, and on which ground.

`python -m app.domain.verwerkingsregister > docs/verwerkingsregister.md` writes it out. A municipality takes
these over into its own register, with its own contact details.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

PERSOON = (
    "naam, geboortedatum, geslacht, Bsn en hoe dat is vastgesteld, adres en andere contactgegevens van de "
    "cliënt"
)
NAASTEN = "naam en contactgegevens van naasten, vertegenwoordigers en mantelzorgers"
GEZONDHEID = "gegevens over gezondheid en beperkingen (AVG art. 9), huishouden, inkomen en leefsituatie"
VIJFTIEN_JAAR = "vijftien jaar na het maken, of korter of langer volgens Wmo 2015 art. 5.3.4 en 5.3.5"
BIJZONDER = "AVG art. 9 lid 2 onder g en h met UAVG art. 30"
BSN = "Bsn: Wmo 2015 art. 5.2.9 en UAVG art. 46"


@dataclass(frozen=True, slots=True)
class Verwerkingsactiviteit:
    """One activity of the register, with the operations of the API and the commands that belong to it."""

    id: str
    naam: str
    doel: str
    grondslag: str
    betrokkenen: str
    gegevens: str
    ontvangers: str
    bewaartermijn: str
    bewerkingen: frozenset[str]


ACTIVITEITEN = (
    Verwerkingsactiviteit(
        id="toegang",
        naam="Melding, onderzoek en plan van aanpak",
        doel="Onderzoeken of en met welk resultaat iemand ondersteuning nodig heeft, en dat met de cliënt "
        "vastleggen.",
        grondslag=f"AVG art. 6 lid 1 onder c en e met Wmo 2015 art. 2.3.2 en 5.1.1; {BIJZONDER}; {BSN}",
        betrokkenen="cliënten, naasten, medewerkers",
        gegevens=f"{PERSOON}; {NAASTEN}; {GEZONDHEID}",
        ontvangers="de toegang van de eigen gemeente",
        bewaartermijn=VIJFTIEN_JAAR,
        bewerkingen=frozenset(
            {
                "bevestig_melding",
                "corrigeer_melding",
                "deel_melding_toe",
                "herzie_plan_van_aanpak",
                "lees_client",
                "lees_melding",
                "lees_onderzoek",
                "lees_plan_van_aanpak",
                "lees_rapportage",
                "lees_werkvoorraad",
                "leg_client_vast",
                "lijst_clienten",
                "lijst_meldingen",
                "lijst_onderzoeken",
                "lijst_tekorten",
                "lijst_plannen_van_aanpak",
                "lijst_rapportages",
                "maak_plan_van_aanpak",
                "neem_melding_aan",
                "onderteken_plan_van_aanpak",
                "ontvang_persoonlijk_plan",
                "rapporteer",
                "rond_onderzoek_af",
                "start_onderzoek",
                "trek_melding_in",
                "vul_onderzoek_aan",
                "werk_onderzoek_bij",
                "wijzig_client",
                "zoek_client",
                "zoek_client_op_naam",
            }
        ),
    ),
    Verwerkingsactiviteit(
        id="ondersteuningsplan",
        naam="Ondersteuningsplan met de aanbieder",
        doel="Een aanbieder vragen hoe de resultaten worden bereikt, daarvoor delen wat nodig is, het plan "
        "beoordelen en vaststellen; of vastleggen waarom daarvan is afgezien.",
        grondslag="AVG art. 6 lid 1 onder c en e met Wmo 2015 art. 5.1.1, 5.1.2 en 5.2.1; waar de regio dat "
        f"vraagt met toestemming voor het delen; {BIJZONDER}",
        betrokkenen="cliënten, medewerkers van gemeente en aanbieder",
        gegevens=f"{PERSOON}, voor zover gedeeld; {GEZONDHEID}",
        ontvangers="de aangezochte aanbieder, tot de uitvraag is geweigerd of ingetrokken",
        bewaartermijn=VIJFTIEN_JAAR,
        bewerkingen=frozenset(
            {
                "beeindig_plan",
                "beoordeel_plan",
                "bevestig_ontvangst",
                "dien_plan_in",
                "geef_afschrift",
                "haal_afschriftdocument",
                "haal_plandocument",
                "lees_afschrift",
                "lees_afziening",
                "lees_beoordeling",
                "lees_eigen_plannen",
                "lees_gedeelde_onderdelen",
                "lees_plan",
                "lees_planversie",
                "leg_alternatief_vast",
                "leg_plan_terug",
                "lijst_afschriften",
                "lijst_afzieningen",
                "lijst_beoordelingen",
                "lijst_bevindingen",
                "lijst_plannen",
                "lijst_planversies",
                "meld_termijn",
                "onderteken_plan",
                "stel_plan_op",
                "stel_plan_vast",
                "trek_plan_in",
                "vraag_plan_uit",
                "vul_casus_in",
                "vul_plan_in",
                "weiger_uitvraag",
                "zie_af",
            }
        ),
    ),
    Verwerkingsactiviteit(
        id="besluit",
        naam="Aanvraag en besluit",
        doel="Beslissen op een aanvraag en het besluit aan de cliënt bekendmaken.",
        grondslag=f"AVG art. 6 lid 1 onder c en e met Wmo 2015 art. 2.3.5 en 5.1.1 en de Awb; {BIJZONDER}",
        betrokkenen="cliënten, medewerkers",
        gegevens=f"{PERSOON}; toegekende en afgewezen ondersteuning met de motivering",
        ontvangers="de cliënt",
        bewaartermijn=VIJFTIEN_JAAR,
        bewerkingen=frozenset(
            {
                "bevestig_aanvraag",
                "corrigeer_aanvraag",
                "evalueer_besluit",
                "hervat_aanvraag",
                "lees_aanvraag",
                "lees_besluit",
                "lees_besluitdocument",
                "lees_gevolgen",
                "leg_ingebrekestelling_vast",
                "lijst_aanvragen",
                "lijst_besluiten",
                "lijst_verschillen",
                "maak_besluit_bekend",
                "neem_aanvraag_in",
                "neem_besluit",
                "ontwerp_besluit",
                "schort_aanvraag_op",
                "stel_besluit_voor",
                "trek_aanvraag_in",
                "trek_besluit_in",
                "verleng_aanvraag",
                "wijzig_ontwerpbesluit",
            }
        ),
    ),
    Verwerkingsactiviteit(
        id="bezwaar",
        naam="Bezwaar tegen een besluit",
        doel="Een besluit heroverwegen waar de cliënt bezwaar tegen maakt, en daarop beslissen.",
        grondslag=f"AVG art. 6 lid 1 onder c en e met Awb hoofdstuk 6 en 7; {BIJZONDER}",
        betrokkenen="cliënten, vertegenwoordigers, medewerkers",
        gegevens=f"{PERSOON}; naam en adres van een vertegenwoordiger; gronden van het bezwaar, verslag van "
        "het horen, beslissing met motivering",
        ontvangers="de cliënt of diens vertegenwoordiger; bij beroep de rechtbank",
        bewaartermijn=VIJFTIEN_JAAR,
        bewerkingen=frozenset(
            {
                "beslis_op_bezwaar",
                "bevestig_bezwaar",
                "corrigeer_bezwaar",
                "hoor_over_bezwaar",
                "lees_bezwaar",
                "lees_bezwaarbeslissing",
                "lees_ontvangstbevestiging",
                "leg_beroep_vast",
                "lijst_bezwaren",
                "maak_bezwaarbeslissing_bekend",
                "neem_bezwaar_aan",
                "stel_bezwaar_in_gebreke",
                "stel_bezwaar_uit",
                "trek_bezwaar_in",
                "volg_bezwaar_op",
                "vraag_bezwaaraanvulling",
                "vul_bezwaar_aan",
            }
        ),
    ),
    Verwerkingsactiviteit(
        id="toewijzing",
        naam="Toewijzing en berichtenverkeer",
        doel="De aanbieder opdracht geven te leveren wat in het besluit staat, en die aanpassen als er iets "
        "met de cliënt gebeurt (overlijden, verhuizing, een ander domein), met berichten volgens iWmo.",
        grondslag=f"AVG art. 6 lid 1 onder c en e met Wmo 2015 art. 5.1.1 en 5.2.1; {BSN}",
        betrokkenen="cliënten, naasten",
        gegevens=f"{PERSOON}; {NAASTEN}; toegewezen producten, omvang en periode; de dag van overlijden, "
        "vertrek of overgang naar een ander domein; ontvangen berichten over levering, verzoek en "
        "declaratie; wat de aanbieder zelf bijhoudt van wanneer en hoeveel hij levert",
        ontvangers="de aanbieder van het toegewezen product",
        bewaartermijn=VIJFTIEN_JAAR,
        bewerkingen=frozenset(
            {
                "beantwoord_verzoek",
                "beproef_omzetting",
                "corrigeer_toewijzingen",
                "declareer_maand",
                "dien_verzoek_in",
                "handel_ontvangst_af",
                "handel_taak_af",
                "keer_terug",
                "laat_feit_vervallen",
                "lees_bericht",
                "lees_bericht_xml",
                "lees_berichttaken",
                "lees_feit",
                "lees_levering",
                "lees_maand",
                "lees_omzettingsbrief",
                "lees_ontvangst",
                "lees_ontvangst_antwoord",
                "lees_ontvangst_xml",
                "lees_stand",
                "lees_toewijzing",
                "lees_uitbetalingen_csv",
                "lees_verloop_van_toewijzing",
                "lees_verzoek",
                "leg_feit_vast",
                "leg_levering_vast",
                "leg_maand_vast",
                "lijst_berichten",
                "lijst_declaratieregels",
                "lijst_feiten",
                "lijst_leveringen",
                "lijst_levermeldingen",
                "lijst_maanden",
                "lijst_omzetuitvoeringen",
                "lijst_ontvangsten",
                "lijst_prestaties",
                "lijst_toewijzingen",
                "meld_leveringen",
                "lijst_verzoeken",
                "ontvang_bericht",
                "stel_bericht_op",
                "verplaats_feit",
                "voer_feit_uit",
                "voer_omzetting_uit",
                "volg_bericht",
                "wijs_besluit_toe",
            }
        ),
    ),
    Verwerkingsactiviteit(
        id="berichtcontrole",
        naam="Controle van een aangeboden bericht",
        doel="Een iWmo-bericht toetsen aan de standaard. Er wordt niets van bewaard, ook geen logregel.",
        grondslag=f"AVG art. 6 lid 1 onder c en e met Wmo 2015 art. 5.1.1 en 5.1.2; {BSN}",
        betrokkenen="cliënten die in het bericht staan",
        gegevens="de inhoud van het bericht",
        ontvangers="wie het bericht aanbood",
        bewaartermijn="geen: weg met het antwoord",
        bewerkingen=frozenset({"valideer_bericht", "speel_keten_na"}),
    ),
    Verwerkingsactiviteit(
        id="verantwoording",
        naam="Inzage en verantwoording",
        doel="Laten zien wat over iemand is vastgelegd, met wie het is gedeeld en wie het heeft gezien.",
        grondslag="AVG art. 6 lid 1 onder c met art. 5 lid 2, 12, 15, 20 en 32; Wmo 2015 art. 5.3.2",
        betrokkenen="cliënten, medewerkers",
        gegevens="alles wat over de cliënt is vastgelegd, bij de gemeente of bij de aanbieder, met wie "
        "wanneer wat daarmee deed",
        ontvangers="de cliënt en de functionaris gegevensbescherming",
        bewaartermijn="het logboek blijft: hoe lang beslist de gemeente",
        bewerkingen=frozenset(
            {
                "exporteer_client",
                "exporteer_persoon",
                "lees_exportdocument",
                "lees_persoonsdocument",
                "lijst_delingen",
                "lijst_persoonsverwerkingen",
                "lijst_verwerkingen",
            }
        ),
    ),
    Verwerkingsactiviteit(
        id="bewaren",
        naam="Bewaren en vernietigen",
        doel="Gegevens zo lang bewaren als de wet vraagt en dan vernietigen, of eerder op verzoek.",
        grondslag="AVG art. 5 lid 1 onder e, 6 lid 1 onder c en 17; Wmo 2015 art. 5.3.4 en 5.3.5",
        betrokkenen="cliënten, en anderen over wie berichten gaan",
        gegevens="verzoeken om vernietiging en redenen om langer te bewaren; van wat is vernietigd alleen "
        "aantallen en kenmerken",
        ontvangers="de eigen gemeente of aanbieder",
        bewaartermijn=VIJFTIEN_JAAR,
        bewerkingen=frozenset(
            {
                "beeindig_bewaarreden",
                "beeindig_persoonsbewaarreden",
                "beslis_op_persoonsverzoek",
                "beslis_op_vernietigingsverzoek",
                "lees_persoonsverzoek",
                "lees_vernietigingsverzoek",
                "leg_bewaarreden_vast",
                "leg_persoonsbewaarreden_vast",
                "lijst_bewaarredenen",
                "lijst_persoonsbewaarredenen",
                "lijst_persoonsverzoeken",
                "lijst_vernietigingen",
                "lijst_vernietigingsverzoeken",
                "neem_persoonsverzoek_aan",
                "neem_vernietigingsverzoek_aan",
                "vernietig",
            }
        ),
    ),
)

ZONDER_PERSOONSGEGEVENS = frozenset(
    {
        "beeindig_contract",
        "beeindig_product",
        "lees_aanbieder",
        "lees_briefgegevens",
        "lees_codelijst",
        "lees_contract",
        "lees_declaratie",
        "lees_omzetting",
        "lees_probleemsoort",
        "lees_product",
        "lees_regel",
        "lees_regioprofiel",
        "leg_aanbieder_vast",
        "leg_briefgegevens_vast",
        "leg_contract_vast",
        "leg_omzetting_vast",
        "leg_product_vast",
        "lijst_aanbieders",
        "lijst_briefgegevens",
        "lijst_codelijsten",
        "lijst_contracten",
        "lijst_declaraties",
        "lijst_omzettingen",
        "lijst_probleemsoorten",
        "lijst_producten",
        "lijst_regels",
        "lijst_regioprofielen",
        "lijst_uitbetalingen",
        "trek_omzetting_in",
        "wijzig_aanbieder",
        "wijzig_product",
        "wijzig_tarief",
    }
)
"""Operations that touch nothing about a person, so that they are in no activity and leave no record."""


@cache
def activiteiten_per_bewerking() -> dict[str, Verwerkingsactiviteit]:
    """The activity of each operation."""
    return {bewerking: activiteit for activiteit in ACTIVITEITEN for bewerking in activiteit.bewerkingen}


def beschrijf() -> str:
    """The page docs/verwerkingsregister.md."""
    return "\n".join(
        [
            "# Register van verwerkingsactiviteiten",
            "",
            "Gemaakt uit `app/domain/verwerkingsregister.py`; een test houdt het bij. Elke regel van",
            "`wmo logboek` noemt de activiteit waar zij bij hoort. Een gemeente neemt deze activiteiten over",
            "in haar eigen register (AVG art. 30), met haar contactgegevens en die van haar functionaris.",
            *(regel for activiteit in ACTIVITEITEN for regel in _paragraaf(activiteit)),
            "",
            "## Bewerkingen zonder persoonsgegevens",
            "",
            ", ".join(f"`{bewerking}`" for bewerking in sorted(ZONDER_PERSOONSGEGEVENS)),
            "",
        ]
    )


def _paragraaf(activiteit: Verwerkingsactiviteit) -> Iterator[str]:
    yield from ("", f'<a id="{activiteit.id}"></a>', f"## {activiteit.naam}", "")
    for kop, tekst in (
        ("Doel", activiteit.doel),
        ("Grondslag", activiteit.grondslag),
        ("Betrokkenen", activiteit.betrokkenen),
        ("Gegevens", activiteit.gegevens),
        ("Ontvangers", activiteit.ontvangers),
        ("Bewaartermijn", activiteit.bewaartermijn),
        ("Bewerkingen", ", ".join(f"`{bewerking}`" for bewerking in sorted(activiteit.bewerkingen))),
    ):
        yield f"- **{kop}**: {tekst}"


if __name__ == "__main__":
    print(beschrijf(), end="")

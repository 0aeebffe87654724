"""What differs between the two regions of the demonstration, in the order in which the story needs it.

Who takes part, what each writes, and what is told of it. Which steps a region has is not here: the story
reads that in the regioprofiel.
"""

from dataclasses import dataclass, field

from app.demonstratie.partij import Json

PERIODE = {"begindatum": "2026-05-01", "einddatum": "2027-04-30"}
"""The term to be indicated in both regions."""


def _gedeeld(document: str, onderdeel: str, doel: str, **meer: bool) -> Json:
    """A part of the file that the provider needs and gets."""
    deel = {"document": document, "onderdeel": onderdeel, "doel": doel}
    return {**deel, "noodzakelijk": True, "gedeeld": True, **meer}


ONDERZOCHT = {
    "behoeften": "U wilt in uw eigen huis blijven wonen, en zelf de dag indelen.",
    "eigen_kracht": "Koken, afwassen en lichte klussen lukken u zelf. U hebt geen huisgenoten.",
    "sociaal_netwerk": "Uw dochter doet elke zaterdag de boodschappen. Meer lukt haar niet naast haar werk.",
    "mantelzorgondersteuning": "Uw dochter kent het steunpunt mantelzorg en redt het zo.",
    "algemene_voorzieningen": "De eettafel in de buurt kent u. Voor wat u vraagt is er geen algemene "
    "voorziening.",
    "samenwerking": "Met uw toestemming overlegden wij met de huisarts over uw herstel.",
    "bijdrage": "Misschien betaalt u een eigen bijdrage. Het CAK berekent en int die.",
}
"""What the research found in both regions, on each subject that the law names (W11)."""


def _briefgegevens(**eigen: object) -> Json:
    """What letters say of the municipality; who signs is made up."""
    return {
        "vanaf": "2026-01-01",
        "ondertekenaar": {"naam": "A. de Vries", "functie": "teammanager Wmo"},
        "ondertekenaarBezwaar": {"naam": "B. Claessen", "functie": "hoofd Juridische Zaken"},
        "eigenBijdrage": "Voor deze ondersteuning betaalt u misschien een eigen bijdrage. Wij stellen die "
        "niet vast; dat doet het CAK. Het CAK stuurt u ook de rekening. De eigen bijdrage is in 2026 "
        "hoogstens € 21,80 per maand. Hebt u vragen? Bel het CAK: 0800 1925 (gratis).",
        "reden": "De eerste brieven.",
        **eigen,
    }


@dataclass(frozen=True, slots=True)
class Stap:
    """A step that both regions take, each in its own words."""

    tekst: str
    eisen: str
    """The requirements that it shows, with a space between."""
    inhoud: Json = field(default_factory=dict)
    """What the region fills in."""


@dataclass(frozen=True, slots=True)
class Jaar:
    """What the provider delivers in the year that follows on the allocation."""

    productcode: str
    """Of the product that the year is told of."""
    gewoon: int
    """Delivered in a full month, in the unit in which the provider counts."""
    half: int
    """In June and July, in which the client was away."""
    anders: int
    """In a full month from the change on."""
    volume: int
    """Asked from the change on, in the unit and frequency of the allocation."""
    hoe_vaak: str
    waarom: str
    nadeel: str | None
    """What the client says of it, where it is less."""
    reden_einde: str
    """Of the final stop, code of WMO588."""


@dataclass(frozen=True, slots=True)
class Regio:
    """One municipality, one client and one provider, and what they write to each other."""

    titel: str
    ondertitel: str
    naam: str
    """Names the file of the plan."""
    gemeente: str
    profiel: str
    """Code and version of the regioprofiel."""
    briefgegevens: Json
    """What its letters say of the municipality."""
    aanbieder: Json
    producten: tuple[tuple[str, str, str, int, str], ...]
    """What is bought: category, code, unit, tariff in cents, description."""
    client: Json
    adres: Json
    hulpvraag: str
    vraaganalyse: list[Json]
    resultaten: list[Json]
    plan_van_aanpak: Stap
    casus: str
    onderdelen: list[Json]
    """What of the file is shared with the provider, and why."""
    uitvraag: Stap
    verzending: Json
    dagen_onderweg: int
    """From sending the uitvraag to its receipt."""
    te_laat: Json | None
    """What the provider reports when the plan will not be ready in time; none where it is."""
    inzet: list[Json]
    """The first version of the plan has only the first of these."""
    aanvullend: list[Json]
    eerste_versie: Stap
    teruglegging: Stap
    tweede_versie: Stap
    """In its text {versie} becomes the number of the version."""
    dagen_beoordeling: int
    beoordeling: Stap
    vaststelling: Stap
    aanvraag: Stap
    motivering: str
    besluit: Stap
    """In its text {vorm} becomes the form of the decision."""
    jaar: Jaar


ROERMOND = Regio(
    titel="Roermond (Midden-Limburg Oost)",
    ondertitel="De gemeente vult voor, cliënt en aanbieder ondertekenen; na de 301 volgt een jaar levering.",
    naam="roermond",
    gemeente="0957",
    profiel="MLO/2018.1",
    briefgegevens=_briefgegevens(
        adres=["Postbus 900", "6040 AX Roermond"],
        telefoon="14 0475",
        website="www.roermond.nl",
        contact="Bel het team Wmo: 14 0475, op werkdagen van 9 tot 17 uur.",
        bezwaaradres=["Gemeente Roermond, bezwaarschriften", "Postbus 900", "6040 AX Roermond"],
        clientondersteuning="Bel een cliëntondersteuner bij u in de buurt: 0475 12 34 56.",
    ),
    aanbieder={"agb": "41410001", "naam": "Thuiszorg De Linde", "zorgmail": "linde@zorgmail.example.nl"},
    producten=(
        ("01", "01H01", "04", 3400, "Hulp bij het huishouden, licht"),
        ("02", "02F01", "01", 95, "Begeleiding bij geldzaken en post, licht"),
    ),
    client={
        "bsn": "999990019",
        "naam": {"achternaam": "Jansen", "voorletters": "MJ"},
        "geboortedatum": {"datum": "1948-05-17"},
        "geslacht": "2",
    },
    adres={"straatnaam": "Markt", "huisnummer": 12, "postcode": "6041EM", "plaatsnaam": "Roermond"},
    hulpvraag="Het huishouden en de post lukken niet meer na een operatie.",
    vraaganalyse=[
        {"code": "huis", "titel": "Het huishouden", "tekst": "Zwaar schoonmaakwerk lukt niet meer."}
    ],
    resultaten=[
        {"code": "R1", "resultaatgebied": "huishouden", "omschrijving": "Het huis is schoon en opgeruimd."},
        {"code": "R2", "resultaatgebied": "financien", "omschrijving": "De post wordt elke week verwerkt."},
    ],
    plan_van_aanpak=Stap("Gemeente en cliënt bepalen samen twee te behalen resultaten.", "M13"),
    casus="Na een heupoperatie lukken zwaar schoonmaakwerk en de post niet.",
    uitvraag=Stap(
        "De uitvraag gaat met Zorgmail naar de aanbieder; gedeeld is alleen wat nodig is, met het doel.",
        "M11 M22 M23 M24 M26",
    ),
    onderdelen=[
        _gedeeld("vraaganalyse", "huis", "De aanbieder moet weten wat de cliënt nog zelf kan."),
    ],
    verzending={
        "kanaal": "zorgmail",
        "geadresseerde": "linde@zorgmail.example.nl",
        "berichtkenmerk": "ZM-2026-000117",
    },
    dagen_onderweg=1,
    te_laat=None,
    inzet=[
        {
            "resultaatgebied": "huishouden",
            "resultaten": ["R1"],
            "aard": "Samen schoonmaken en een weekritme aanleren.",
            "frequentie": "Eén keer per week twee uur",
            "omvang": {"aantal": 2, "eenheid": "uren"},
            "producten": [{"categorie": "01", "code": "01H01"}],
            "motivering": "De cliënt doet het lichte werk zelf en heeft hulp nodig bij het zware werk.",
            **PERIODE,
        },
        {
            "resultaatgebied": "financien",
            "resultaten": ["R2"],
            "aard": "Samen de post openen, ordenen en beantwoorden.",
            "frequentie": "Eén keer per week drie kwartier",
            "omvang": {"aantal": 45, "eenheid": "minuten"},
            "producten": [{"categorie": "02", "code": "02F01"}],
            "motivering": "De cliënt verliest het overzicht als er niemand meekijkt met de post.",
            **PERIODE,
        },
    ],
    aanvullend=[],
    eerste_versie=Stap("De aanbieder dient een eerste versie in; wat ontbreekt, staat er meteen bij.", "M14"),
    teruglegging=Stap(
        "Het formulier is niet compleet en gaat terug; discussie hoort in de rapportage.",
        "M20",
        {"reden": "Bij resultaat R2 staat nog geen inzet."},
    ),
    tweede_versie=Stap("Versie {versie} is compleet.", "M14"),
    dagen_beoordeling=2,
    beoordeling=Stap(
        "De gemeente beoordeelt het plan en gaat akkoord, met een motivering.",
        "M07 M15",
        {
            "motivering": "Het plan sluit aan op het plan van aanpak.",
            "onderbouwingIntensiteit": "De inzet per resultaat is uitgelegd en past bij de omvang.",
        },
    ),
    vaststelling=Stap("Aanbieder en cliënt stellen het plan vast.", "H26"),
    aanvraag=Stap("De cliënt doet de aanvraag; er zijn twee weken voor het besluit.", "W02"),
    motivering="U kunt het huishouden en de post deels zelf. Met hulp lukt de rest.",
    besluit=Stap("Het ontwerpbesluit volgt uit het vastgestelde plan; niets wordt overgetypt.", "M15"),
    jaar=Jaar(
        productcode="01H01",
        gewoon=480,
        half=300,
        anders=720,
        volume=3,
        hoe_vaak="Eén keer per week drie uur",
        waarom="Uw heup is verder achteruitgegaan. Daarom krijgt u een uur per week meer.",
        nadeel=None,
        reden_einde="23",
    ),
)

HEUSDEN = Regio(
    titel="Heusden (Hart van Brabant, beschikkingsarm)",
    ondertitel="De aanbieder begint, een termijn verstrijkt, het plan wijkt af; "
    "beide plannen zijn het besluit; dan volgt een jaar levering.",
    naam="heusden",
    gemeente="0797",
    profiel="HVB/2019.1",
    briefgegevens=_briefgegevens(
        adres=["Postbus 41", "5250 AA Vlijmen"],
        telefoon="14 073",
        website="www.heusden.nl",
        contact="Bel het loket Bijeen: 14 073, op werkdagen van 9 tot 12.30 uur.",
        bezwaaradres=["Gemeente Heusden, bezwaarschriften", "Postbus 41", "5250 AA Vlijmen"],
        clientondersteuning="Bel een cliëntondersteuner bij u in de buurt: 073 123 45 67.",
        bemiddeling="Komen wij er samen niet uit? Dan kan een onafhankelijke bemiddelaar helpen. Vraag "
        "ernaar bij het loket.",
    ),
    aanbieder={"agb": "41410002", "naam": "Stichting De Brug", "zorgmail": "brug@zorgmail.example.nl"},
    producten=(
        ("02", "02P01", "01", 95, "Begeleiding bij het dagritme, licht"),
        ("07", "07S02", "16", 5200, "Dagbesteding in een groep, midden"),
        ("08", "08V01", "84", 1250, "Vervoer naar de dagbesteding"),
    ),
    client={
        "bsn": "999990020",
        "naam": {"achternaam": "Bakker", "voorvoegsel": "den", "voorletters": "PA"},
        "geboortedatum": {"datum": "1961-11-03"},
        "geslacht": "1",
    },
    adres={"straatnaam": "Putterstraat", "huisnummer": 5, "postcode": "5256AM", "plaatsnaam": "Heusden"},
    hulpvraag="Ik kom de deur niet meer uit.",
    vraaganalyse=[
        {"code": "dag", "titel": "De dag", "tekst": "Een vast ritme ontbreekt."},
        {
            "code": "verleden",
            "titel": "Het verleden",
            "tekst": "Dit vertelt de cliënt liever niet verder.",
        },
    ],
    resultaten=[
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
    ],
    plan_van_aanpak=Stap(
        "De toegang doet een voorzet voor de intensiteit per resultaat.",
        "H04",
        {"onderdelen": [{"code": "doel", "titel": "Doel", "tekst": "Weer elke week onder de mensen."}]},
    ),
    casus="De cliënt wil weer een vast ritme en contact met anderen.",
    uitvraag=Stap(
        "De aanbieder krijgt wat de cliënt wil delen; wat niet nodig is, blijft thuis.",
        "H07 H08",
    ),
    onderdelen=[
        _gedeeld("plan_van_aanpak", "doel", "De aanbieder werkt aan dit doel.", clientWilDelen=True),
        _gedeeld(
            "vraaganalyse", "dag", "Zo weet de aanbieder waar de begeleiding begint.", clientWilDelen=True
        ),
        {
            "document": "vraaganalyse",
            "onderdeel": "verleden",
            "motivering": "Niet nodig voor de ondersteuning, en de cliënt wil het niet delen.",
            "clientWilDelen": False,
            "noodzakelijk": False,
            "gedeeld": False,
        },
    ],
    verzending={"kanaal": "api", "geadresseerde": "41410002"},
    dagen_onderweg=0,
    te_laat={"verwachteDatum": "2026-04-03", "reden": "De cliënt lag een week in het ziekenhuis."},
    inzet=[
        {
            "resultaatgebied": "psychisch",
            "resultaten": ["R1"],
            "aard": "Gesprekken over de dag en het oefenen met een weekplan.",
            "frequentie": "Eén keer per week twee uur",
            "omvang": {"aantal": 120, "eenheid": "minuten"},
            "intensiteit": "licht",
            "motivering": "De cliënt kan het weekplan zelf volgen als er elke week iemand meekijkt.",
            "producten": [{"categorie": "02", "code": "02P01"}],
            **PERIODE,
        },
        {
            "resultaatgebied": "sociaal",
            "resultaten": ["R2"],
            "aard": "Meedoen in een kleine groep, met begeleiding.",
            "frequentie": "Eén dagdeel per week",
            "omvang": {"aantal": 1, "eenheid": "dagdelen"},
            "intensiteit": "midden",
            "motivering": "Een dagdeel in een kleine groep is nodig om weer contact te durven maken.",
            "producten": [{"categorie": "07", "code": "07S02"}],
            **PERIODE,
        },
    ],
    aanvullend=[
        {
            "product": {"categorie": "08", "code": "08V01"},
            "aantal": 2,
            "eenheid": "84",
            "frequentie": "2",
            "toelichting": "Heen en terug naar de dagbesteding.",
            **PERIODE,
        }
    ],
    eerste_versie=Stap("Het ingediende plan komt niet overeen met het plan van aanpak.", "H05 H13 H15"),
    teruglegging=Stap(
        "De toegang belt de aanbieder en legt het plan terug.",
        "H18",
        {
            "reden": "Resultaat R2 uit het plan van aanpak ontbreekt.",
            "contact": {"datum": "2026-04-01", "wijze": "Telefonisch"},
            "contactpersoon": "Teamleider",
        },
    ),
    tweede_versie=Stap(
        "De tweede versie klopt: aard, frequentie, omvang en intensiteit per gebied, en vervoer erbij.",
        "H01 H03 H10 H12 H21 H22 H23",
    ),
    dagen_beoordeling=1,
    beoordeling=Stap(
        "De gemeente gaat akkoord en oordeelt over de onderbouwing.",
        "H16 H17",
        {
            "motivering": "Resultaten, aard en frequentie kloppen met het plan van aanpak.",
            "onderbouwingIntensiteit": "De intensiteit past bij de omvang en is goed uitgelegd.",
        },
    ),
    vaststelling=Stap("Het plan ligt vast tussen aanbieder en cliënt, vóór het besluit.", "H26"),
    aanvraag=Stap("Het ondertekende plan van aanpak geldt als aanvraag.", "W02"),
    motivering="Met begeleiding vindt u weer een vast ritme en contact met anderen.",
    besluit=Stap("Heusden werkt beschikkingsarm: de vorm van het besluit is {vorm}.", "H27 H28 W07"),
    jaar=Jaar(
        productcode="08V01",
        gewoon=8,
        half=5,
        anders=4,
        volume=1,
        hoe_vaak="Alleen heen",
        waarom="U rijdt met een buurman terug. Daarom is één rit per week genoeg.",
        nadeel="Met de buurman rijd ik liever.",
        reden_einde="19",
    ),
)

"""The story of the demonstration: from melding to wmo301 and the year after it, in the order of living.

Both regions take this road. Where only one of them has a step, its regioprofiel says so, as it says it to
the program itself. What the regions write differs too, and is in `regios`.
"""

from app.demonstratie import jaar, wijziging
from app.demonstratie.partij import Json
from app.demonstratie.regios import ONDERZOCHT, PERIODE, Stap
from app.demonstratie.wereld import Wereld


def vertel(w: Wereld) -> None:
    """Tell it for one region; a plan and a plan van aanpak go by their path, all else by its id."""
    w.verteller.titel(w.regio.titel, w.regio.ondertitel)
    profiel = w.toegang.lees(f"/regioprofielen/{w.regio.profiel}")
    gemeente_begint = profiel["begint"] == "gemeente"

    _koop_in(w)
    melding = _meld(w)
    onderzoek = _onderzoek(w, melding)
    plan_van_aanpak = _maak_plan_van_aanpak(w, onderzoek)
    if profiel["afzienMogelijk"]:
        _wil_afzien_maar_weet_te_weinig(w, plan_van_aanpak)

    plan = _begin_plan(w, plan_van_aanpak)
    if gemeente_begint:
        w.verteller.stap("De gemeente vult het regionale formulier voor, met de resultaten.", "M10 M27")
    _vraag_uit(w, plan, eerst_informeren=profiel["deelwijze"] == "informeren")
    w.klok.verzet(dagen=w.regio.dagen_onderweg)
    w.aanbieder.doe(plan, "/ontvangsten", op=w.klok.moment)
    if w.regio.te_laat:
        _komt_te_laat(w, plan, w.regio.te_laat)
    if gemeente_begint:
        _wil_resultaat_veranderen(w, plan)
    versie = _stel_op(w, plan, profiel)
    _beoordeel(w, plan, versie)
    if profiel["ondertekeningVerplicht"]:
        _onderteken(w, plan, versie)
    if profiel["afschriftVerplicht"]:
        _geef_afschrift(w, plan, versie)
    _stel_vast(w, plan, versie)

    aanvraag_is_plan = profiel["planVanAanpakIsAanvraag"]
    besluit = _ontwerp_besluit(w, melding, plan_van_aanpak, aanvraag_is_plan=aanvraag_is_plan)
    _van_besluit_tot_bericht(w, besluit)
    if profiel["afzienMogelijk"]:
        laatste = _verleng_zonder_plan(w, plan_van_aanpak, besluit)
    else:
        laatste = wijziging.vertel(w, besluit)
    jaar.vertel(w, laatste, zie_af=_zie_af if profiel["afzienMogelijk"] else None)


def _koop_in(w: Wereld) -> None:
    w.administratie.maak("/briefgegevens", **w.regio.briefgegevens)
    w.administratie.maak("/aanbieders", **w.regio.aanbieder, berichtenHier=True)
    for categorie, code, eenheid, tarief, omschrijving in w.regio.producten:
        product = {"categorie": categorie, "code": code}
        eenheden = sorted({eenheid, "01"})
        w.administratie.maak("/producten", **product, omschrijving=omschrijving, eenheden=eenheden)
        w.administratie.maak(
            "/contracten",
            **product,
            aanbieder=w.regio.aanbieder["agb"],
            eenheid=eenheid,
            tarief=tarief,
            periode={"begindatum": "2026-01-01"},
        )


def _meld(w: Wereld) -> str:
    adres = {"soort": "01", "landcode": "NL", **w.regio.adres}
    bewijs = {"datum": w.klok.dag, "wijze": "identiteitsbewijs"}
    client = w.toegang.maak("/clienten", **w.regio.client, identificatie=bewijs, contacten=[adres])["id"]
    melding: str = w.toegang.maak(
        "/meldingen", clientId=client, ontvangstdatum=w.klok.dag, hulpvraag=w.regio.hulpvraag
    )["id"]
    w.verteller.stap("De cliënt meldt zich; de wettelijke termijn van zes weken begint te lopen.", "W01")
    w.toegang.doe(
        f"/meldingen/{melding}",
        "/bevestigingen",
        datum=w.klok.dag,
        clientondersteuningGewezen=True,
        persoonlijkPlanGewezen=True,
    )
    w.verteller.stap(
        "De gemeente bevestigt de melding en wijst op cliëntondersteuning en het persoonlijk plan.", "W01"
    )
    return melding


def _onderzoek(w: Wereld, melding: str) -> str:
    start = w.klok.dag
    w.klok.verzet(dagen=14)
    onderzoek: str = w.toegang.maak("/onderzoeken", meldingId=melding, startdatum=start)["id"]
    bron = f"/onderzoeken/{onderzoek}"
    w.toegang.vervang(
        bron,
        betrokkenen=[
            {"wie": "client", "betrokken": True},
            {"wie": "vertegenwoordiger", "betrokken": False, "toelichting": "Er is geen vertegenwoordiger."},
            {"wie": "mantelzorger", "betrokken": True},
        ],
        onderdelen=w.regio.vraaganalyse,
        verantwoording={
            "punten": [
                {"onderwerp": onderwerp, "vanToepassing": True, "toelichting": tekst}
                for onderwerp, tekst in ONDERZOCHT.items()
            ],
            "pgbBesprokenDatum": w.klok.dag,
            "mantelzorgerGewezenDatum": start,
        },
    )
    w.verteller.stap(
        "Het onderzoek geeft antwoord op elk punt van de wet; de cliënt hoorde ook van het pgb.", "W11"
    )
    w.toegang.doe(
        bron,
        "/afrondingen",
        datum=w.klok.dag,
        identiteitVastgesteld=True,
        uitkomst="Ondersteuning is nodig; een deel lukt de cliënt zelf.",
        uitkomstVerstrektDatum=w.klok.dag,
    )
    w.verteller.stap("Het onderzoek is af, binnen de termijn; de cliënt heeft de uitkomst op schrift.", "W01")
    return onderzoek


def _maak_plan_van_aanpak(w: Wereld, onderzoek: str) -> str:
    gemaakt: str = w.toegang.maak(
        "/plannen-van-aanpak",
        onderzoekId=onderzoek,
        resultaten=w.regio.resultaten,
        termijn=PERIODE,
        metClient={"datum": w.klok.dag, "wijze": "Gesprek aan de keukentafel"},
        **w.regio.plan_van_aanpak.inhoud,
    )["id"]
    _zeg(w, w.regio.plan_van_aanpak)
    return gemaakt


def _wil_afzien_maar_weet_te_weinig(w: Wereld, plan_van_aanpak: str) -> None:
    afziening = _afziening(w, plan_van_aanpak, "klantdossier", "Verslag 2025, blad 2", "resultaten")
    zin = "De gemeente wil van een plan afzien, maar niet elk onderdeel is al bekend."
    with w.verteller.weigering(zin, "M02 M04a"):
        w.toegang.maak("/afzieningen", **afziening)


def _begin_plan(w: Wereld, plan_van_aanpak: str) -> str:
    plan = w.toegang.maak(
        "/ondersteuningsplannen",
        planVanAanpakId=plan_van_aanpak,
        aanbieder=w.regio.aanbieder["agb"],
        casus=w.regio.casus,
    )
    return f"/ondersteuningsplannen/{plan['id']}"


def _vraag_uit(w: Wereld, plan: str, *, eerst_informeren: bool) -> None:
    uitvraag: Json = {
        "onderdelen": w.regio.onderdelen,
        "verzending": {**w.regio.verzending, "op": w.klok.moment},
    }
    if eerst_informeren:
        with w.verteller.weigering("Versturen zonder dat de cliënt het weet, mag niet.", "M23"):
            w.toegang.doe(plan, "/uitvraag", **uitvraag)
        uitvraag["clientinformatie"] = {
            "datum": w.klok.dag,
            "wijze": "Verteld aan de keukentafel",
            "door": "demo-toegang",
        }
    w.toegang.doe(plan, "/uitvraag", **uitvraag)
    _zeg(w, w.regio.uitvraag)


def _komt_te_laat(w: Wereld, plan: str, te_laat: Json) -> None:
    w.verteller.stap("De aanbieder heeft de opdracht; er zijn twee weken voor het plan.", "H19")
    w.klok.verzet(dagen=12)
    w.aanbieder.doe(plan, "/termijnmeldingen", **te_laat)
    w.verteller.stap("De aanbieder laat op tijd weten dat de termijn verstrijkt.", "H20")
    w.klok.verzet(dagen=4)
    for zaak in w.toegang.lees("/werkvoorraad"):
        w.verteller.stap(
            "De werkvoorraad van de gemeente laat zien wat te laat is en wie aan zet is.", "H31 H32"
        )
        w.verteller.opsomming(
            f"{k['stap']}: {k['stand']}, uiterlijk {k['uiterlijk']} ({k['grondslag']})"
            for k in zaak["klokken"]
            if k["stand"] in ("loopt", "in_gevaar", "verstreken")
        )
        w.verteller.opsomming(zaak["taken"])


def _wil_resultaat_veranderen(w: Wereld, plan: str) -> None:
    eerste, *rest = w.regio.resultaten
    anders = [{**eerste, "omschrijving": "Alles wordt overgenomen."}, *rest]
    zin = "De aanbieder wil een resultaat veranderen; dat kan alleen de gemeente, met de cliënt."
    with w.verteller.weigering(zin, "M13"):
        w.aanbieder.vervang(plan, "/invulling", resultaten=anders, inzet=w.regio.inzet[:1])


def _stel_op(w: Wereld, plan: str, profiel: Json) -> int:
    """The provider hands a plan in without a result, gets it back and completes it; gives the version."""
    indienen = {"formulierVersie": profiel["formulier"]["versie"], "gerichtAan": "demo-toegang"}
    overleg = {"datum": w.klok.dag, "wijze": "Gesprek bij de cliënt thuis"}
    eerste: Json = {"inzet": w.regio.inzet[:1], "overleg": overleg}
    tweede: Json = {"inzet": w.regio.inzet, "aanvullend": w.regio.aanvullend, "overleg": overleg}
    if profiel["begint"] == "aanbieder":
        eerste["resultaten"], tweede["resultaten"] = w.regio.resultaten[:1], w.regio.resultaten

    w.aanbieder.vervang(plan, "/invulling", **eerste)
    indiening = w.aanbieder.doe(plan, "/indieningen", **indienen)
    _zeg(w, w.regio.eerste_versie)
    w.verteller.opsomming(f"{b['veld']}: {b['melding']} ({b['ernst']})" for b in indiening["bevindingen"])
    w.toegang.doe(
        plan, "/terugleggingen", versie=indiening["versie"]["volgnummer"], **w.regio.teruglegging.inhoud
    )
    _zeg(w, w.regio.teruglegging)
    w.aanbieder.vervang(plan, "/invulling", **tweede)
    versie: int = w.aanbieder.doe(plan, "/indieningen", **indienen)["versie"]["volgnummer"]
    _zeg(w, w.regio.tweede_versie, versie=versie)
    return versie


def _beoordeel(w: Wereld, plan: str, versie: int) -> None:
    w.klok.verzet(dagen=w.regio.dagen_beoordeling)
    w.toegang.doe(plan, "/beoordelingen", versie=versie, oordeel="akkoord", **w.regio.beoordeling.inhoud)
    _zeg(w, w.regio.beoordeling)


def _onderteken(w: Wereld, plan: str, versie: int) -> None:
    vandaag: Json = {"versie": versie, "datum": w.klok.dag}
    with w.verteller.weigering("Vaststellen zonder handtekeningen mag niet.", "M08"):
        w.aanbieder.doe(plan, "/vaststellingen", **vandaag, wijze="Samen doorgenomen")
    w.aanbieder.doe(plan, "/ondertekeningen", **vandaag, door="aanbieder", wijze="Digitaal")
    w.aanbieder.doe(
        plan,
        "/ondertekeningsalternatieven",
        **vandaag,
        reden="De cliënt kan door een handletsel niet schrijven.",
        andereWijze="Het plan is voorgelezen en mondeling bevestigd, met de mantelzorger erbij.",
    )
    w.verteller.stap(
        "De aanbieder tekent; waarom de cliënt dat niet kan en hoe het dan wel is afgestemd, staat erbij.",
        "M08 M09",
    )


def _geef_afschrift(w: Wereld, plan: str, versie: int) -> None:
    kanaal = "Persoonlijk overhandigd"
    w.aanbieder.doe(plan, "/afschriften", versie=versie, verstrektOp=w.klok.moment, kanaal=kanaal)
    w.verteller.stap("De cliënt krijgt van de aanbieder een afschrift; tekenen is niet verplicht.", "H24 H25")


def _stel_vast(w: Wereld, plan: str, versie: int) -> None:
    wijze = "Samen doorgenomen bij de cliënt thuis"
    w.aanbieder.doe(plan, "/vaststellingen", versie=versie, datum=w.klok.dag, wijze=wijze)
    w.bewaar(w.aanbieder, f"{plan}/document", f"ondersteuningsplan-{w.regio.naam}.pdf")
    _zeg(w, w.regio.vaststelling)


def _ontwerp_besluit(w: Wereld, melding: str, plan_van_aanpak: str, *, aanvraag_is_plan: bool) -> str:
    aanvraag: Json = {"meldingId": melding, "ontvangstdatum": w.klok.dag}
    if aanvraag_is_plan:
        w.toegang.doe(f"/plannen-van-aanpak/{plan_van_aanpak}", "/ondertekeningen", datum=w.klok.dag)
        aanvraag["planVanAanpakId"] = plan_van_aanpak
    aanvraag_id = w.toegang.maak("/aanvragen", **aanvraag)["id"]
    _zeg(w, w.regio.aanvraag)
    besluit = w.beslisser.maak(
        "/besluiten",
        soort="regulier",
        meldingId=melding,
        aanvraagId=aanvraag_id,
        planVanAanpakId=plan_van_aanpak,
        motivering=w.regio.motivering,
    )
    _zeg(w, w.regio.besluit, vorm=besluit["vorm"])
    return f"{besluit['id']}"


def _van_besluit_tot_bericht(w: Wereld, besluit: str) -> list[Json]:
    """Take and announce a decision, allocate it, and write its messages; gives the allocations."""
    bron, gemeente = f"/besluiten/{besluit}", w.regio.gemeente
    kenmerk = w.beslisser.doe(bron, "/vaststellingen")["kenmerk"]
    w.verteller.stap(f"Het besluit {kenmerk} is genomen, met motivering en bezwaarclausule.", "M15 W07")
    with w.verteller.weigering("Toewijzen voordat het besluit bekend is gemaakt, mag niet.", "M17 W07"):
        w.beslisser.maak("/toewijzingen", besluitId=besluit)
    w.beslisser.doe(bron, "/bekendmakingen", datum=w.klok.dag, weg="post", wijze="per post")
    w.bewaar(w.beslisser, f"{bron}/document", f"besluit-{gemeente}-{kenmerk}.pdf")
    w.verteller.stap(
        "De cliënt krijgt het besluit; daarin staat meteen wat, hoe vaak en hoeveel uur.", "H29 W05"
    )
    uitvoering = w.beslisser.maak("/toewijzingen", besluitId=besluit)
    toewijzingen: list[Json] = uitvoering["toewijzingen"]
    for toewijzing in toewijzingen:
        nummer, wat = toewijzing["nummer"], _in_woorden(toewijzing)
        w.verteller.stap(f"Toewijzing {nummer}: {wat}; gelijk aan het besluit.", "M16 M18")
    for bericht in uitvoering["berichten"]:
        w.verzend_toewijzing(bericht["id"])
        w.verteller.stap(
            f"De aanbieder keurt wmo301 {bericht['identificatie']} goed met een wmo302: hij mag leveren.",
            "M17",
        )
    return toewijzingen


def _verleng_zonder_plan(w: Wereld, plan_van_aanpak: str, besluit: str) -> str:
    """The support is to last longer: a decision moves the end date of the same allocations; gives it."""
    w.klok.verzet(dagen=21)
    langer = {"begindatum": "2027-05-01", "einddatum": "2027-10-31"}
    herzien = w.toegang.doe(
        f"/plannen-van-aanpak/{plan_van_aanpak}",
        "/versies",
        resultaten=w.regio.resultaten,
        termijn={**PERIODE, "einddatum": langer["einddatum"]},
        metClient={"datum": w.klok.dag, "wijze": "Herbeoordeling bij de cliënt thuis"},
    )["id"]
    _zie_af(w, herzien)
    w.verteller.stap(
        "Alles is al bekend en afgestemd: de gemeente ziet bij deze verlenging af van een nieuw plan.",
        "M03 M04a M04b M04c M04d M05",
    )
    eerder = w.beslisser.lees(f"/besluiten/{besluit}")
    reden = "Uit de herbeoordeling blijkt dat de hulp een half jaar langer nodig is."
    regels = [{**regel, "periode": langer, "afwijkingVanPlan": reden} for regel in eerder["regels"]]
    for regel in regels:
        del regel["nummer"]
    nieuw = w.beslisser.maak(
        "/besluiten",
        soort="herbeoordeling",
        meldingId=eerder["meldingId"],
        planVanAanpakId=herzien,
        motivering="Uw herstel duurt langer. U houdt dezelfde hulp, een half jaar langer.",
        regels=regels,
        wijzigt=besluit,
        ingangsdatum=langer["begindatum"],
    )["id"]
    for toewijzing in _van_besluit_tot_bericht(w, nieuw):
        w.verteller.stap(
            f"Toewijzing {toewijzing['nummer']} houdt haar nummer; RedenWijziging "
            f"{toewijzing['actueel']['redenWijziging']} volgt uit de herbeoordeling.",
            "W08",
        )
    return f"{nieuw}"


def _zie_af(w: Wereld, plan_van_aanpak: str) -> None:
    """Do without a plan at a reassessment, for all that it would say is known."""
    onderdelen = ("resultaten", "aard", "frequentie", "omvang", "intensiteit", "periode", "producten")
    vindplaats = "Herbeoordeling, blad 1 en 2"
    afziening = _afziening(w, plan_van_aanpak, "onderzoeksverslag", vindplaats, *onderdelen)
    w.toegang.maak("/afzieningen", **afziening)


def _afziening(w: Wereld, plan_van_aanpak: str, document: str, vindplaats: str, *onderdelen: str) -> Json:
    """To do without a plan, because a document has these parts of it already."""
    return {
        "planVanAanpakId": plan_van_aanpak,
        "aanbieder": w.regio.aanbieder["agb"],
        "reden": "De situatie en de hulp blijven gelijk.",
        "redenClientOfGroep": "Cliënten met een stabiele beperking",
        "individueleBeoordeling": "Uit het gesprek blijkt dat er voor deze cliënt niets verandert.",
        "informatie": [{"onderdeel": o, "document": document, "vindplaats": vindplaats} for o in onderdelen],
        "client": {"datum": w.klok.dag, "wijze": "Besproken aan de keukentafel"},
        "afstemming": {"datum": w.klok.dag, "met": "Teamleider"},
    }


def _zeg(w: Wereld, stap: Stap, **antwoord: object) -> None:
    """Tell a step in the words of the region, filled in with what the API answered."""
    w.verteller.stap(stap.tekst.format(**antwoord), stap.eisen)


def _in_woorden(toewijzing: Json) -> str:
    omvang, periode = toewijzing["actueel"]["omvang"], toewijzing["actueel"]["periode"]
    hoeveel = wijziging.hoeveel(omvang, toewijzing["categorie"])
    return f"product {toewijzing['productcode']}, {hoeveel}, tot en met {periode['einddatum']}"

"""The process over HTTP, so that a test reads as what municipality and provider do.

Every step fills in what a well-run case needs, for any region, from its regioprofiel; a test names only what
it is about. A step that must fail is asked with `probeer`, which gives the answer as it came.
"""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from itertools import count
from typing import Any

from httpx2 import Client, Response

from app.api.briefgegevens import VOORBEELD as BRIEFGEGEVENS
from app.domain.onderzoek import Onderwerp
from app.domain.partijen import Rol
from app.domain.waarden import kalenderdag, voldoet_aan_elfproef

Json = dict[str, Any]
Beller = Callable[..., Client]

AGB = "41410001"
ZORGMAIL = "linde@zorgmail.example.nl"
_volgnummer = count()


def een_bsn() -> str:
    """A Bsn that no test used before."""
    while not voldoet_aan_elfproef(cijfers := f"99{next(_volgnummer):07}"):
        pass
    return cijfers


class Kant:
    """One side of the table."""

    rol: Rol

    def __init__(self, als: Callable[[Rol], Client], klok: Callable[[], datetime]) -> None:
        self._als = als
        self._klok = klok

    @property
    def nu(self) -> str:
        return self._klok().isoformat()

    @property
    def vandaag(self) -> date:
        return kalenderdag(self._klok())

    def over(self, **duur: int) -> str:
        """A day from now: `over(days=7)`."""
        return (self.vandaag + timedelta(**duur)).isoformat()

    def probeer(
        self, methode: str, pad: str, inhoud: Any = None, *, rol: Rol | None = None, etag: str | None = None
    ) -> Response:
        """The answer, whatever it is."""
        koppen = {"If-Match": etag} if etag else {}
        return self._als(rol or self.rol).request(methode, f"/v1{pad}", json=inhoud, headers=koppen)

    def doe(self, methode: str, pad: str, inhoud: Any = None, **hoe: Any) -> Any:
        """What a step that succeeds gives."""
        antwoord = self.probeer(methode, pad, inhoud, **hoe)
        assert antwoord.is_success, f"{methode} {pad}: {antwoord.text}"
        return antwoord.json()

    def lees(self, pad: str, **hoe: Any) -> Any:
        return self.doe("GET", pad, **hoe)

    def probeer_stap(
        self, wat: str, stap: str, inhoud: Any = None, *, methode: str = "POST", rol: Rol | None = None
    ) -> Response:
        """A step on something that exists, with the ETag of how it is now."""
        etag = self.probeer("GET", wat, rol=rol).headers.get("ETag")
        return self.probeer(methode, wat + stap, inhoud, rol=rol, etag=etag or '"1"')

    def stap(self, wat: str, stap: str, inhoud: Any = None, **hoe: Any) -> Any:
        antwoord = self.probeer_stap(wat, stap, inhoud, **hoe)
        assert antwoord.is_success, f"{wat}{stap}: {antwoord.text}"
        return antwoord.json()

    def lees_plan(self, plan: Json) -> Json:
        gelezen: Json = self.lees(plan_pad(plan))
        return gelezen


def plan_pad(plan: Json) -> str:
    return f"/ondersteuningsplannen/{plan['id']}"


def fouten(antwoord: Response) -> set[tuple[str, str | None]]:
    """Field and rule of each fault in a problem."""
    return {(f["veld"], f.get("regel")) for f in antwoord.json().get("fouten", ())}


def regels(antwoord: Response) -> set[str | None]:
    """The rules that a problem names."""
    return {regel for _, regel in fouten(antwoord)}


class Gemeente(Kant):
    """A municipality; most steps are those of the toegang."""

    rol = Rol.TOEGANG

    def __init__(self, als_gemeente: Beller, klok: Callable[[], datetime], code: str) -> None:
        super().__init__(lambda rol: als_gemeente(code, rol), klok)
        self.code = code
        alle = self.lees("/regioprofielen")
        self.profiel = next(p for p in alle if code in {g["code"] for g in p["gemeenten"]})

    def contracteer(
        self, agb: str = AGB, *, zorgmail: str = ZORGMAIL, intensiteiten: tuple[str, ...] = ("licht",)
    ) -> str:
        """Know a provider, with a contract for household help at these levels."""
        if not self.lees("/briefgegevens"):
            self.leg_briefgegevens_vast()
        aanbieder = {"agb": agb, "naam": "Thuiszorg De Linde", "zorgmail": zorgmail}
        self.doe("POST", "/aanbieders", aanbieder, rol=Rol.ADMINISTRATIE)
        for product in self.profiel["producten"]:
            if product["resultaatgebied"] == "huishouden" and product["intensiteit"] in intensiteiten:
                self.contracteer_product(product, agb)
        return agb

    def leg_briefgegevens_vast(self, **anders: object) -> Json:
        """What its letters say of the municipality."""
        gegevens = BRIEFGEGEVENS | {"vanaf": "2020-01-01"} | anders
        return self.doe("POST", "/briefgegevens", gegevens, rol=Rol.ADMINISTRATIE)

    def contracteer_product(self, product: Json, agb: str = AGB) -> None:
        """A contract for a product of the regioprofiel, which is put on the list if it is not there."""
        sleutel = {"categorie": product["categorie"], "code": product["code"]}
        op_de_lijst = sleutel | {"omschrijving": "Ondersteuning thuis", "eenheden": [product["eenheid"]]}
        nieuw = self.probeer("POST", "/producten", op_de_lijst, rol=Rol.ADMINISTRATIE)
        assert nieuw.status_code in (201, 409), nieuw.text
        contract = {
            "aanbieder": agb,
            "eenheid": product["eenheid"],
            "tarief": product["tarief"],
            "periode": {"begindatum": "2025-01-01"},
        }
        self.doe("POST", "/contracten", sleutel | contract, rol=Rol.ADMINISTRATIE)

    def leg_client_vast(self, **anders: Any) -> Json:
        """A client; a field that is None is left out."""
        client = {
            "bsn": een_bsn(),
            "identificatie": {"datum": self.over(), "wijze": "identiteitsbewijs"},
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
        gegeven = {veld: waarde for veld, waarde in (client | anders).items() if waarde is not None}
        return self.doe("POST", "/clienten", gegeven)  # type: ignore[no-any-return]

    def wijzig_client(self, client: Json, **anders: Any) -> Json:
        """The client with these fields as they are now."""
        pad = f"/clienten/{client['id']}"
        inhoud = {veld: w for veld, w in self.lees(pad).items() if veld not in ("id", "etag", "bevindingen")}
        return self.stap(pad, "", inhoud | anders, methode="PUT")  # type: ignore[no-any-return]

    def neem_melding_aan(self, client: Json | None = None, **anders: Any) -> Json:
        client = client or self.leg_client_vast()
        melding = {
            "clientId": client["id"],
            "ontvangstdatum": self.over(),
            "hulpvraag": "Het huishouden lukt niet meer.",
        }
        return self.doe("POST", "/meldingen", melding | anders)  # type: ignore[no-any-return]

    def bevestig_melding(self, melding: Json, **anders: Any) -> Json:
        bevestiging = {
            "datum": self.over(),
            "clientondersteuningGewezen": True,
            "persoonlijkPlanGewezen": True,
        }
        return self.stap(f"/meldingen/{melding['id']}", "/bevestigingen", bevestiging | anders)  # type: ignore[no-any-return]

    def start_onderzoek(self, melding: Json, **anders: Any) -> Json:
        """Start the research; the melding is confirmed before it."""
        if "bevestiging" not in self.lees(f"/meldingen/{melding['id']}"):
            self.bevestig_melding(melding)
        onderzoek = {"meldingId": melding["id"], "startdatum": self.over()}
        return self.doe("POST", "/onderzoeken", onderzoek | anders)  # type: ignore[no-any-return]

    def werk_onderzoek_bij(self, onderzoek: Json, **anders: Any) -> Json:
        stand = {
            "betrokkenen": [
                {"wie": wie, "betrokken": wie == "client", "toelichting": "Is er niet."}
                for wie in ("client", "vertegenwoordiger", "mantelzorger")
            ],
            "onderdelen": [
                {"code": "huishouden", "titel": "Huishouden", "tekst": "Koken lukt nog."},
                {"code": "relaties", "titel": "Relaties", "tekst": "Over de familie."},
            ],
            "verantwoording": self.verantwoording(),
        }
        return self.stap(f"/onderzoeken/{onderzoek['id']}", "", stand | anders, methode="PUT")  # type: ignore[no-any-return]

    def verantwoording(self, **anders: Any) -> Json:
        """All that the law asks of a research in which no informal carer took part."""
        punten = [
            {"onderwerp": onderwerp, "vanToepassing": True, "toelichting": "Uitgezocht met de cliënt."}
            for onderwerp in Onderwerp
        ]
        return {"punten": punten, "pgbBesprokenDatum": self.over()} | anders

    def rond_onderzoek_af(self, onderzoek: Json, **anders: Any) -> Json:
        afronding = {
            "datum": self.over(),
            "identiteitVastgesteld": True,
            "uitkomst": "Hulp bij het huishouden is nodig.",
            "uitkomstVerstrektDatum": self.over(),
        }
        return self.stap(f"/onderzoeken/{onderzoek['id']}", "/afrondingen", afronding | anders)  # type: ignore[no-any-return]

    def doe_onderzoek(self, melding: Json) -> Json:
        """Start the research, fill it in and close it."""
        onderzoek = self.start_onderzoek(melding)
        self.werk_onderzoek_bij(onderzoek)
        return self.rond_onderzoek_af(onderzoek)

    def planinhoud(self, **anders: Any) -> Json:
        inhoud = {
            "resultaten": [een_resultaat()],
            "termijn": {"begindatum": self.over(days=30), "einddatum": self.over(days=394)},
            "metClient": {"datum": self.over(), "wijze": "Gesprek aan de keukentafel"},
            "onderdelen": [{"code": "doelen", "titel": "Doelen", "tekst": "Een schoon huis."}],
        }
        return inhoud | anders

    def maak_plan_van_aanpak(self, onderzoek: Json, **anders: Any) -> Json:
        plan = self.planinhoud(onderzoekId=onderzoek["id"], **anders)
        return self.doe("POST", "/plannen-van-aanpak", plan)  # type: ignore[no-any-return]

    def herzie_plan_van_aanpak(self, plan: Json, **anders: Any) -> Json:
        inhoud = self.planinhoud(**anders)
        return self.stap(f"/plannen-van-aanpak/{plan['id']}", "/versies", inhoud)  # type: ignore[no-any-return]

    def onderteken_plan_van_aanpak(self, plan: Json, **anders: Any) -> Json:
        ondertekening = {"datum": self.over()} | anders
        return self.stap(f"/plannen-van-aanpak/{plan['id']}", "/ondertekeningen", ondertekening)  # type: ignore[no-any-return]

    def open_zaak(self, client: Json | None = None, **plan: Any) -> Json:
        """From client and melding to the plan van aanpak that is asked for."""
        melding = self.neem_melding_aan(client)
        self.bevestig_melding(melding)
        return self.maak_plan_van_aanpak(self.doe_onderzoek(melding), **plan)

    def neem_aanvraag_in(self, plan_van_aanpak: Json, **anders: Any) -> Json:
        aanvraag = {"meldingId": plan_van_aanpak["meldingId"], "ontvangstdatum": self.over()}
        return self.doe("POST", "/aanvragen", aanvraag | anders)  # type: ignore[no-any-return]

    def plan_in(self, plan_van_aanpak: Json, agb: str = AGB, **anders: Any) -> Json:
        plan = {
            "planVanAanpakId": plan_van_aanpak["id"],
            "aanbieder": agb,
            "casus": "Na een operatie lukt zwaar werk niet.",
        }
        return plan | anders

    def stel_plan_op(self, plan_van_aanpak: Json, agb: str = AGB, **anders: Any) -> Json:
        plan = self.plan_in(plan_van_aanpak, agb, **anders)
        return self.doe("POST", "/ondersteuningsplannen", plan)  # type: ignore[no-any-return]

    def onderdeel(self, document: str, onderdeel: str, **anders: Any) -> Json:
        """A choice to share a part, with consent where the region asks for it."""
        keuze: Json = {
            "document": document,
            "onderdeel": onderdeel,
            "doel": "De hulp plannen.",
            "noodzakelijk": True,
            "gedeeld": True,
            "motivering": "Nodig voor de hulp.",
        }
        if self.profiel["deelwijze"] == "toestemming":
            keuze["clientWilDelen"] = True
        return keuze | anders

    def uitvraag(self, **anders: Any) -> Json:
        niet_gedeeld = {"noodzakelijk": False, "gedeeld": False}
        uitvraag = {
            "clientinformatie": {"datum": self.over(), "wijze": "Aan de keukentafel", "door": "medewerker-1"},
            "onderdelen": [
                self.onderdeel("vraaganalyse", "huishouden"),
                self.onderdeel("vraaganalyse", "relaties", **niet_gedeeld),
                self.onderdeel("plan_van_aanpak", "doelen"),
            ],
            "verzending": self.per_zorgmail(),
        }
        return uitvraag | anders

    def per_zorgmail(self, adres: str = ZORGMAIL) -> Json:
        return {"kanaal": "zorgmail", "geadresseerde": adres, "op": self.nu, "berichtkenmerk": "ZM-1"}

    def vraag_uit(self, plan: Json, **anders: Any) -> Json:
        return self.stap(plan_pad(plan), "/uitvraag", self.uitvraag(**anders))  # type: ignore[no-any-return]

    def vraag_plan(self, plan_van_aanpak: Json, agb: str = AGB, **anders: Any) -> Json:
        """Make the concept and send it."""
        return self.vraag_uit(self.stel_plan_op(plan_van_aanpak, agb, **anders))

    def beoordeling(self, plan: Json, **anders: Any) -> Json:
        beoordeling = {
            "versie": self.lees_plan(plan)["versie"],
            "oordeel": "akkoord",
            "motivering": "Sluit aan op het plan van aanpak.",
            "onderbouwingIntensiteit": "Goed uitgelegd.",
        }
        return beoordeling | anders

    def beoordeel(self, plan: Json, **anders: Any) -> Json:
        return self.stap(plan_pad(plan), "/beoordelingen", self.beoordeling(plan, **anders))  # type: ignore[no-any-return]

    def teruglegging(self, plan: Json, **anders: Any) -> Json:
        teruglegging = {
            "versie": self.lees_plan(plan)["versie"],
            "reden": "Het plan sluit niet aan.",
            "contact": {"datum": self.over(), "wijze": "Telefonisch"},
            "contactpersoon": "Teamleider",
        }
        return teruglegging | anders

    def leg_terug(self, plan: Json, **anders: Any) -> Json:
        return self.stap(plan_pad(plan), "/terugleggingen", self.teruglegging(plan, **anders))  # type: ignore[no-any-return]

    def trek_in(self, plan: Json) -> Json:
        return self.stap(plan_pad(plan), "/intrekkingen", {"reden": "Andere aanbieder."})  # type: ignore[no-any-return]

    def rapporteer(self, melding_id: str, **anders: Any) -> Json:
        notitie = {
            "meldingId": melding_id,
            "soort": "bespreking",
            "datum": self.over(),
            "met": "Aanbieder",
            "tekst": "Besproken hoe de hulp begint.",
        }
        return self.doe("POST", "/rapportages", notitie | anders)  # type: ignore[no-any-return]

    def afziening(self, plan_van_aanpak: Json, agb: str = AGB, **anders: Any) -> Json:
        """A waiver that meets every condition."""
        afziening = {
            "planVanAanpakId": plan_van_aanpak["id"],
            "aanbieder": agb,
            "reden": "Dezelfde hulp als vorig jaar.",
            "redenClientOfGroep": "Cliënten met een stabiele beperking",
            "individueleBeoordeling": "Voor deze cliënt is niets veranderd.",
            "informatie": [
                {"onderdeel": onderdeel, "document": "klantdossier", "vindplaats": "blad 2"}
                for onderdeel in sorted(self.profiel["verplicht"])
            ],
            "client": {"datum": self.over(), "wijze": "Besproken aan de keukentafel"},
            "afstemming": {"datum": self.over(), "met": "Teamleider"},
        }
        return afziening | anders

    def zie_af(self, plan_van_aanpak: Json, agb: str = AGB, **anders: Any) -> Json:
        return self.doe("POST", "/afzieningen", self.afziening(plan_van_aanpak, agb, **anders))  # type: ignore[no-any-return]

    def ontwerp(self, plan_van_aanpak: Json, **anders: Any) -> Json:
        """What a draft of the decision says; its lines follow from the plans."""
        ontwerp = {
            "soort": "regulier",
            "meldingId": plan_van_aanpak["meldingId"],
            "planVanAanpakId": plan_van_aanpak["id"],
            "motivering": "U kunt het huishouden deels zelf; met begeleiding leert u de rest.",
        }
        return ontwerp | anders

    def ontwerp_besluit(self, plan_van_aanpak: Json, **anders: Any) -> Json:
        """The aanvraag, and the draft that answers it."""
        if "aanvraagId" not in anders:
            anders["aanvraagId"] = self.neem_aanvraag_in(plan_van_aanpak)["id"]
        return self.doe("POST", "/besluiten", self.ontwerp(plan_van_aanpak, **anders))  # type: ignore[no-any-return]

    def probeer_te_besluiten(self, besluit: Json) -> Response:
        return self.probeer_stap(f"/besluiten/{besluit['id']}", "/vaststellingen", rol=Rol.BESLUIT)

    def neem_besluit(self, besluit: Json) -> Json:
        return self.stap(f"/besluiten/{besluit['id']}", "/vaststellingen", rol=Rol.BESLUIT)  # type: ignore[no-any-return]

    def maak_bekend(self, besluit: Json) -> Json:
        bekendmaking = {"datum": self.over(), "wijze": "per post"}
        return self.stap(f"/besluiten/{besluit['id']}", "/bekendmakingen", bekendmaking, rol=Rol.BESLUIT)  # type: ignore[no-any-return]

    def beslis(self, plan_van_aanpak: Json, **anders: Any) -> Json:
        """From the aanvraag to a decision that was announced."""
        return self.maak_bekend(self.neem_besluit(self.ontwerp_besluit(plan_van_aanpak, **anders)))

    def lever(self, xml: bytes) -> Json:
        """Hand in a message that reached the municipality."""
        soort = {"Content-Type": "application/xml"}
        bel = self._als(Rol.ADMINISTRATIE)
        antwoord = bel.post("/v1/berichten/ontvangsten", content=xml, headers=soort)
        assert antwoord.is_success, antwoord.text
        return antwoord.json()  # type: ignore[no-any-return]

    def wijs_toe(self, besluit: Json) -> Json:
        """The allocations and the messages."""
        return self.doe("POST", "/toewijzingen", {"besluitId": besluit["id"]}, rol=Rol.BESLUIT)  # type: ignore[no-any-return]


class Aanbieder(Kant):
    """A provider, which works with the client."""

    rol = Rol.AANBIEDER

    def __init__(self, als_aanbieder: Beller, klok: Callable[[], datetime], agb: str = AGB) -> None:
        super().__init__(lambda _: als_aanbieder(agb), klok)
        self.agb = agb

    def bevestig_ontvangst(self, plan: Json) -> Json:
        return self.stap(plan_pad(plan), "/ontvangsten", {})  # type: ignore[no-any-return]

    def lees_gedeeld(self, plan: Json) -> Json:
        return self.lees(f"{plan_pad(plan)}/gedeelde-onderdelen")  # type: ignore[no-any-return]

    def profiel(self, plan: Json) -> Json:
        return self.lees(f"/regioprofielen/{plan['profiel']}/{plan['profielversie']}")  # type: ignore[no-any-return]

    def inzet(self, plan: Json, resultaat: Json | None = None, **anders: Any) -> Json:
        """What reaches one result, at the level that the toegang suggested."""
        gedeeld = self.lees_gedeeld(plan)
        resultaat = resultaat or gedeeld["resultaten"][0]
        niveau = resultaat.get("verwachteIntensiteit", "licht")
        producten = [
            {"categorie": p["categorie"], "code": p["code"]}
            for p in self.profiel(plan)["producten"]
            if (p["resultaatgebied"], p["intensiteit"]) == (resultaat["resultaatgebied"], niveau)
        ]
        inzet = {
            "resultaatgebied": resultaat["resultaatgebied"],
            "resultaten": [resultaat["code"]],
            "aard": "Samen schoonmaken en een weekritme aanleren.",
            "frequentie": "Twee keer per week 60 minuten",
            "omvang": {"aantal": 2, "eenheid": "uren"},
            "intensiteit": niveau,
            "begindatum": gedeeld["termijn"]["begindatum"],
            "einddatum": gedeeld["termijn"]["einddatum"],
            "producten": producten,
            "motivering": "De cliënt doet het meeste zelf en heeft alleen begeleiding nodig.",
        }
        return {naam: waarde for naam, waarde in (inzet | anders).items() if waarde is not None}

    def invulling(self, plan: Json, **anders: Any) -> Json:
        """A complete plan; where the provider begins, with the results of the plan van aanpak."""
        resultaten = self.lees_gedeeld(plan)["resultaten"]
        invulling: Json = {
            "inzet": [self.inzet(plan, resultaat) for resultaat in resultaten],
            "overleg": {"datum": self.over(), "wijze": "Gesprek bij de cliënt thuis"},
        }
        if self.profiel(plan)["begint"] == "aanbieder":
            invulling["resultaten"] = resultaten
        return {naam: waarde for naam, waarde in (invulling | anders).items() if waarde is not None}

    def vul_in(self, plan: Json, **anders: Any) -> Json:
        return self.stap(plan_pad(plan), "/invulling", self.invulling(plan, **anders), methode="PUT")  # type: ignore[no-any-return]

    def dien_in(self, plan: Json, **anders: Any) -> Json:
        indiening = {"formulierVersie": plan["formulierVersie"], "gerichtAan": "medewerker-1"}
        return self.stap(plan_pad(plan), "/indieningen", indiening | anders)  # type: ignore[no-any-return]

    def maak_plan(self, plan: Json, **anders: Any) -> Json:
        """Receive the request, fill the plan in and submit it."""
        self.bevestig_ontvangst(plan)
        return self.verbeter_plan(plan, **anders)

    def verbeter_plan(self, plan: Json, **anders: Any) -> Json:
        """Fill the plan in and submit it."""
        self.vul_in(plan, **anders)
        return self.dien_in(plan)

    def onderteken(self, plan: Json, door: str, **anders: Any) -> Json:
        versie = self.lees_plan(plan)["versie"]
        handtekening = {"versie": versie, "door": door, "datum": self.over(), "wijze": "Op papier"}
        return self.stap(plan_pad(plan), "/ondertekeningen", handtekening | anders)  # type: ignore[no-any-return]

    def geef_afschrift(self, plan: Json, **anders: Any) -> Json:
        versie = self.lees_plan(plan)["versie"]
        afschrift = {"versie": versie, "verstrektOp": self.nu, "kanaal": "Persoonlijk overhandigd"}
        return self.stap(plan_pad(plan), "/afschriften", afschrift | anders)  # type: ignore[no-any-return]

    def vaststelling(self, plan: Json) -> Json:
        return {"versie": self.lees_plan(plan)["versie"], "datum": self.over(), "wijze": "Samen doorgenomen"}

    def stel_vast(self, plan: Json) -> Json:
        return self.stap(plan_pad(plan), "/vaststellingen", self.vaststelling(plan))  # type: ignore[no-any-return]

    def rond_af(self, plan: Json) -> Json:
        """After the municipality's approval: sign, give the copy and adopt the plan."""
        self.onderteken(plan, "client")
        self.onderteken(plan, "aanbieder")
        self.geef_afschrift(plan)
        return self.stel_vast(plan)

    def weiger(self, plan: Json) -> Json:
        weigering = {"reden": "geen_capaciteit", "toelichting": "Tot september is niemand vrij."}
        return self.stap(plan_pad(plan), "/weigeringen", weigering)  # type: ignore[no-any-return]


def een_resultaat(code: str = "R1", **anders: Any) -> Json:
    resultaat = {
        "code": code,
        "resultaatgebied": "huishouden",
        "omschrijving": "Het huis is schoon en opgeruimd.",
        "verwachteIntensiteit": "licht",
    }
    return resultaat | anders


def tot_vastgesteld(gemeente: Gemeente, aanbieder: Aanbieder, plan_van_aanpak: Json) -> Json:
    """From a plan van aanpak to a plan that was adopted."""
    plan = gemeente.vraag_plan(plan_van_aanpak, aanbieder.agb)
    aanbieder.maak_plan(plan)
    gemeente.beoordeel(plan)
    return aanbieder.rond_af(plan)

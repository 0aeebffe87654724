"""Builders: each gives a whole aggregate, of which a test names only what matters to it."""

from datetime import UTC, date, datetime
from decimal import Decimal
from uuid import uuid4

from app.domain.besluit.aanvraag import Aanvraag, Opschorting, Verlenging
from app.domain.besluit.besluit import (
    Bekendmaking,
    Besluit,
    Besluitregel,
    Besluitsoort,
    Besluitstatus,
    Leveringsvorm,
    Planversieverwijzing,
    Uitkomst,
    Vorm,
)
from app.domain.document import Document
from app.domain.melding import Bevestiging, Melding
from app.domain.onderzoek import Onderdeel, Onderzoek
from app.domain.partijen import (
    Aanbieder,
    Beller,
    Client,
    Contact,
    Contract,
    Geboortedatum,
    Naam,
    Overgang,
    Partij,
    Product,
    Rol,
)
from app.domain.plan.afziening import (
    AfstemmingAanbieder,
    AfstemmingClient,
    Afziening,
    BeschikbareInformatie,
    Vindplaats,
)
from app.domain.plan.ondersteuningsplan import (
    Aanleiding,
    Beoordeling,
    Invulling,
    Inzet,
    Ondersteuningsplan,
    Oordeel,
    Planstatus,
    Planversie,
    Productkeuze,
    Toetsbevinding,
)
from app.domain.plan.plan_van_aanpak import Bespreking, PlanVanAanpak, Resultaat
from app.domain.profielen.regioprofiel import Formulieronderdeel
from app.domain.rapportage import Rapportage, Rapportagesoort
from app.domain.toewijzing.toewijzing import Berichtstatus, Toewijzing, Toewijzingsbericht, Toewijzingsversie
from app.domain.waarden import (
    AgbCode,
    Bsn,
    Eenheid,
    Frequentie,
    Gemeentecode,
    Omvang,
    Periode,
    Weekeenheid,
    Weekomvang,
)
from app.opslag import Verwerker

ROERMOND = Gemeentecode("0957")
HEUSDEN = Gemeentecode("0797")
ZORGGROEP = AgbCode("41410001")
THUISHULP = AgbCode("41410002")
BSN = Bsn("900212640")
ANDER_BSN = Bsn("111222333")
NU = datetime(2025, 3, 3, 9, 30, tzinfo=UTC)
DAG = date(2025, 3, 3)
JAAR = Periode(date(2025, 4, 1), date(2026, 3, 31))


def verwerker(code: str = ROERMOND, activiteit: str = "testen", nu: datetime = NU) -> Verwerker:
    """Four digits are a municipality, eight a provider."""
    if len(code) == 4:
        beller = Beller(Partij.GEMEENTE, code, "m.jansen", Rol.TOEGANG, "zaaksysteem")
    else:
        beller = Beller(Partij.AANBIEDER, code, "p.bakker", Rol.AANBIEDER, "epd")
    return Verwerker(beller, activiteit, "4bf92f3577b34da6a3ce929d0e0e4736", nu, "00f067aa0ba902b7")


def client(gemeente: Gemeentecode = ROERMOND, bsn: Bsn = BSN) -> Client:
    return Client(
        id=uuid4(),
        gemeente=gemeente,
        bsn=bsn,
        naam=Naam("Kanariepiet", voornamen="Truus"),
        geboortedatum=Geboortedatum(date(1941, 7, 9)),
        geslacht="2",
        contacten=(Contact("01", straatnaam="Kanariestraat", huisnummer=7, periode=JAAR),),
    )


def aanbieder(gemeente: Gemeentecode = ROERMOND, agb: AgbCode = ZORGGROEP) -> Aanbieder:
    return Aanbieder(agb, gemeente, "Zorggroep", zorgmail="zorggroep@zorgmail.nl")


def product(gemeente: Gemeentecode = ROERMOND, code: str = "01A02") -> Product:
    return Product(gemeente, "01", code, "Hulp bij het huishouden", (Eenheid.MINUUT, Eenheid.UUR))


def contract(
    gemeente: Gemeentecode = ROERMOND, agb: AgbCode = ZORGGROEP, periode: Periode = JAAR
) -> Contract:
    return Contract(uuid4(), gemeente, agb, "01", "01A02", Eenheid.UUR, 3450, periode)


def melding(client: Client) -> Melding:
    return Melding(
        uuid4(),
        client.gemeente,
        client.id,
        DAG,
        "Het huishouden lukt niet meer.",
        bevestiging=Bevestiging(DAG, True, True),
    )


def onderzoek(melding: Melding) -> Onderzoek:
    onderdelen = (Onderdeel("wonen", "Wonen", "Woont alleen."),)
    return Onderzoek(uuid4(), melding.gemeente, melding.client_id, melding.id, DAG, onderdelen=onderdelen)


def plan_van_aanpak(onderzoek: Onderzoek, volgnummer: int = 1) -> PlanVanAanpak:
    return PlanVanAanpak(
        id=uuid4(),
        gemeente=onderzoek.gemeente,
        client_id=onderzoek.client_id,
        melding_id=onderzoek.melding_id,
        onderzoek_id=onderzoek.id,
        volgnummer=volgnummer,
        resultaten=(RESULTAAT,),
        termijn=JAAR,
        met_client=Bespreking(DAG, "keukentafelgesprek"),
    )


RESULTAAT = Resultaat("R1", "huishouden", "Een schoon en leefbaar huis")
INVULLING = Invulling(
    resultaten=(RESULTAAT,),
    inzet=(
        Inzet(
            "huishouden",
            ("R1",),
            aard="schoonmaken",
            omvang=Weekomvang(Decimal("2.5"), Weekeenheid.UREN),
            begin=JAAR.begin,
            producten=(Productkeuze("01", "01A02"),),
        ),
    ),
)


def plan(basis: PlanVanAanpak, *stappen: Planstatus, agb: AgbCode = ZORGGROEP) -> Ondersteuningsplan:
    """A plan that went through these steps after concept."""
    overgangen = tuple(Overgang(stap, NU, "m.jansen") for stap in (Planstatus.CONCEPT, *stappen))
    return Ondersteuningsplan(
        id=uuid4(),
        gemeente=basis.gemeente,
        client_id=basis.client_id,
        melding_id=basis.melding_id,
        plan_van_aanpak_id=basis.id,
        aanbieder=agb,
        profiel="MLO",
        profielversie="1",
        formulier_versie="1",
        aanleiding=Aanleiding.NIEUW,
        status=Planstatus(overgangen[-1].naar),
        resultaten=basis.resultaten,
        overgangen=overgangen,
        invulling=INVULLING,
    )


def planversie(plan: Ondersteuningsplan, volgnummer: int = 1) -> Planversie:
    return Planversie(plan.id, volgnummer, NU, "p.bakker", "m.jansen", INVULLING)


def beoordeling(plan: Ondersteuningsplan, versie: int = 1) -> Beoordeling:
    bevinding = Toetsbevinding(
        "omvang_ontbreekt", "adviserend", "inzet[0].omvang", "De omvang ontbreekt.", ("H22",)
    )
    return Beoordeling(
        uuid4(),
        plan.gemeente,
        plan.client_id,
        plan.id,
        versie,
        Oordeel.AKKOORD,
        "Past.",
        "Ja.",
        (bevinding,),
        "m.jansen",
        NU,
    )


def afziening(basis: PlanVanAanpak) -> Afziening:
    return Afziening(
        id=uuid4(),
        gemeente=basis.gemeente,
        client_id=basis.client_id,
        melding_id=basis.melding_id,
        plan_van_aanpak_id=basis.id,
        aanbieder=ZORGGROEP,
        reden="Ongewijzigde situatie",
        reden_client_of_groep="deze cliënt",
        individuele_beoordeling="Besproken",
        informatie=(BeschikbareInformatie(Formulieronderdeel.RESULTATEN, Vindplaats.KLANTDOSSIER, "p. 3"),),
        client=AfstemmingClient(DAG, "gesprek"),
        afstemming=AfstemmingAanbieder(DAG, "mw. Bakker"),
        door="m.jansen",
        op=NU,
    )


def aanvraag(melding: Melding) -> Aanvraag:
    return Aanvraag(
        uuid4(),
        melding.gemeente,
        melding.client_id,
        melding.id,
        DAG,
        opschortingen=(Opschorting(DAG, "aanvulling", DAG),),
        verlengingen=(Verlenging(DAG, DAG, "ziekte"),),
    )


def besluit(
    melding: Melding, *planversies: Planversieverwijzing, kenmerk: str = "WMO-1", bekend: bool = True
) -> Besluit:
    regel = Besluitregel(
        ("R1",), Leveringsvorm.NATURA, "schoonmaken", "elke week", JAAR, "huishouden",
        ZORGGROEP, "01", "01A02", Omvang(150, Eenheid.MINUUT, Frequentie.PER_WEEK), nummer=1,
    )  # fmt: skip
    return Besluit(
        id=uuid4(),
        gemeente=melding.gemeente,
        client_id=melding.client_id,
        melding_id=melding.id,
        aanvraag_id=None,
        kenmerk=kenmerk,
        soort=Besluitsoort.REGULIER,
        vorm=Vorm.BESCHIKKING,
        uitkomst=Uitkomst.TOEGEKEND,
        status=Besluitstatus.BEKENDGEMAAKT if bekend else Besluitstatus.ONTWERP,
        plan_van_aanpak_id=None,
        planversies=planversies,
        afzieningen=(),
        regels=(regel,),
        motivering="Nodig.",
        afgewezen_delen=(),
        bezwaarclausule="Binnen zes weken.",
        overgangen=(Overgang("ontwerp", NU, "m.jansen"),),
        bekendmaking=Bekendmaking(DAG, "post") if bekend else None,
    )


def toewijzing(besluit: Besluit, nummer: int = 1, agb: AgbCode = ZORGGROEP) -> Toewijzing:
    versie = Toewijzingsversie(1, NU, JAAR, besluit.regels[0].omvang, None, besluit.id, 1)
    return Toewijzing(
        nummer, besluit.gemeente, besluit.client_id, besluit.melding_id, agb, "01", "01A02", (versie,)
    )


def bericht(toewijzing: Toewijzing, identificatie: str = "B1") -> Toewijzingsbericht:
    xml = f"<Bsn>{BSN.cijfers}</Bsn>".encode()
    return Toewijzingsbericht(
        uuid4(), toewijzing.gemeente, toewijzing.client_id, toewijzing.aanbieder, identificatie, DAG,
        Berichtstatus.VERZONDEN, ((toewijzing.nummer, 1),), xml,
    )  # fmt: skip


def rapportage(plan: Ondersteuningsplan) -> Rapportage:
    return Rapportage(
        uuid4(), plan.gemeente, plan.client_id, plan.melding_id, Rapportagesoort.CONTACT, DAG,
        "aanbieder", "Gebeld.", "m.jansen", NU, plan_id=plan.id,
    )  # fmt: skip


def document(plan: Ondersteuningsplan) -> Document:
    return Document(
        uuid4(), plan.gemeente, plan.client_id, "afschrift", plan.id, 1, NU, "post", "ab" * 32, b"%PDF\xff"
    )  # fmt: skip

"""Builders on the way from melding to plan; they fit the regioprofielen of MLO and HVB both."""

from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import app.domain.profielen
from app.domain.bewaren import Bewaarreden
from app.domain.document import Document
from app.domain.melding import Bevestiging, Melding
from app.domain.onderzoek import (
    Afronding,
    Onderdeel,
    Onderwerp,
    Onderzoek,
    Onderzoekspunt,
    Verantwoording,
)
from app.domain.partijen import Overgang
from app.domain.plan.afziening import AfstemmingAanbieder, AfstemmingClient, Afziening
from app.domain.plan.ondersteuningsplan import (
    Aanleiding,
    AanvullendeInzet,
    Beoordeling,
    Invulling,
    Inzet,
    Ondersteuningsplan,
    Oordeel,
    Planstatus,
    Planversie,
    Toetsbevinding,
)
from app.domain.plan.plan_van_aanpak import Bespreking, PlanVanAanpak, Resultaat
from app.domain.profielen import Regioprofiel
from app.domain.profielen.regioprofiel import Ernst
from app.domain.rapportage import Rapportage, Rapportagesoort
from app.domain.waarden import Eenheid, Frequentie, Weekeenheid, Weekomvang
from app.processen.regio import lees_profiel
from tests.bouw.basis import (
    AANBIEDER,
    BEGIN,
    CLIENT_ID,
    EIND,
    MELDING_ID,
    NU,
    ONDERZOEK_ID,
    PLAN_ID,
    PLAN_VAN_AANPAK_ID,
    ROERMOND,
    TERMIJN,
    VANDAAG,
    maak,
)
from tests.bouw.partijen import HUISHOUDEN, VERVOER

_PROFIELEN = Path(app.domain.profielen.__file__).parent


@cache
def het_profiel(naam: str) -> Regioprofiel:
    """A profile of the package: mlo or hvb."""
    return lees_profiel(_PROFIELEN / f"{naam}.toml")


def een_resultaat(code: str = "R1", **anders: Any) -> Resultaat:
    return maak(
        Resultaat,
        anders,
        code=code,
        resultaatgebied="huishouden",
        omschrijving="Het huis is schoon en opgeruimd.",
        verwachte_intensiteit="licht",
    )


def een_bewaarreden(melding: Melding, **anders: Any) -> Bewaarreden:
    """An appeal keeps this case."""
    return maak(
        Bewaarreden,
        anders,
        id=uuid4(),
        gemeente=melding.gemeente,
        client_id=melding.client_id,
        melding_id=melding.id,
        reden="Hoger beroep",
        tot=date(2042, 12, 31),
        door="m.jansen",
        op=NU,
    )


def een_melding(**anders: Any) -> Melding:
    return maak(
        Melding,
        anders,
        id=MELDING_ID,
        gemeente=ROERMOND,
        client_id=CLIENT_ID,
        ontvangen_op=date(2026, 1, 12),
        hulpvraag="Het huishouden lukt niet meer.",
        bevestiging=Bevestiging(date(2026, 1, 12), True, True),
    )


def een_onderzoek(**anders: Any) -> Onderzoek:
    return maak(
        Onderzoek,
        anders,
        id=ONDERZOEK_ID,
        gemeente=ROERMOND,
        client_id=CLIENT_ID,
        melding_id=MELDING_ID,
        gestart_op=date(2026, 1, 19),
        onderdelen=(Onderdeel("wonen", "Wonen", "Woont alleen."),),
        verantwoording=een_verantwoording(),
        afronding=Afronding(date(2026, 1, 23), True, "Hulp is nodig.", date(2026, 1, 23)),
    )


def een_onderzoekspunt(onderwerp: Onderwerp, **anders: Any) -> Onderzoekspunt:
    return maak(
        Onderzoekspunt,
        anders,
        onderwerp=onderwerp,
        van_toepassing=True,
        toelichting="Uitgezocht met de cliënt.",
    )


def een_verantwoording(**anders: Any) -> Verantwoording:
    """All that the law asks of a research in which no informal carer took part."""
    return maak(
        Verantwoording,
        anders,
        punten=tuple(map(een_onderzoekspunt, Onderwerp)),
        pgb_besproken_op=date(2026, 1, 20),
    )


def een_plan_van_aanpak(*resultaten: Resultaat, **anders: Any) -> PlanVanAanpak:
    return maak(
        PlanVanAanpak,
        anders,
        id=PLAN_VAN_AANPAK_ID,
        gemeente=ROERMOND,
        client_id=CLIENT_ID,
        melding_id=MELDING_ID,
        onderzoek_id=ONDERZOEK_ID,
        volgnummer=1,
        resultaten=resultaten or (een_resultaat(),),
        termijn=TERMIJN,
        met_client=Bespreking(date(2026, 1, 26), "gesprek aan de keukentafel"),
    )


def uren(aantal: float) -> Weekomvang:
    """An extent in hours a week."""
    return Weekomvang(Decimal(str(aantal)), Weekeenheid.UREN)


def een_inzet(**anders: Any) -> Inzet:
    return maak(
        Inzet,
        anders,
        resultaatgebied="huishouden",
        resultaten=("R1",),
        aard="Samen schoonmaken en een weekritme aanleren.",
        frequentie="twee keer per week 60 minuten",
        omvang=uren(2),
        intensiteit="licht",
        begin=BEGIN,
        eind=EIND,
        producten=(HUISHOUDEN,),
        motivering="De cliënt doet het meeste zelf en heeft alleen begeleiding nodig.",
    )


def een_aanvullende_inzet(**anders: Any) -> AanvullendeInzet:
    return maak(
        AanvullendeInzet,
        anders,
        product=VERVOER,
        aantal=Decimal(2),
        eenheid=Eenheid.STUKS_INSPANNING,
        frequentie=Frequentie.PER_WEEK,
        begin=BEGIN,
        eind=EIND,
    )


def een_invulling(*inzet: Inzet, **anders: Any) -> Invulling:
    return maak(
        Invulling,
        anders,
        resultaten=(een_resultaat(),),
        inzet=inzet or (een_inzet(),),
        overleg=Bespreking(date(2026, 2, 9), "gesprek bij de cliënt thuis"),
    )


def een_ondersteuningsplan(profiel: Regioprofiel | None = None, **anders: Any) -> Ondersteuningsplan:
    """A submitted first version, pre-filled with the results; under MLO unless another profile is given."""
    profiel = profiel or het_profiel("mlo")
    return maak(
        Ondersteuningsplan,
        anders,
        id=PLAN_ID,
        gemeente=profiel.gemeenten[0].code,
        client_id=CLIENT_ID,
        melding_id=MELDING_ID,
        plan_van_aanpak_id=PLAN_VAN_AANPAK_ID,
        aanbieder=AANBIEDER,
        profiel=profiel.code,
        profielversie=profiel.versie,
        formulier_versie=profiel.formulier.versie,
        aanleiding=Aanleiding.NIEUW,
        status=Planstatus.INGEDIEND,
        resultaten=(een_resultaat(),),
        overgangen=(),
        casus="De cliënt wil zelf het huishouden leren doen.",
        invulling=een_invulling(),
        versie=1,
    )


def na(*stappen: Planstatus) -> dict[str, Any]:
    """The state of a plan that went through these steps after concept."""
    overgangen = tuple(Overgang(stap, NU, "m.jansen") for stap in (Planstatus.CONCEPT, *stappen))
    return {"status": Planstatus(overgangen[-1].naar), "overgangen": overgangen}


def een_planversie(inhoud: Invulling | None = None, **anders: Any) -> Planversie:
    """The first version as it was submitted."""
    return maak(
        Planversie,
        anders,
        plan_id=PLAN_ID,
        volgnummer=1,
        ingediend_op=NU,
        ingediend_door="medewerker-2",
        gericht_aan="medewerker-1",
        inhoud=inhoud or een_invulling(),
    )


def een_toetsbevinding(ernst: Ernst = Ernst.ADVISEREND) -> Toetsbevinding:
    return Toetsbevinding("aard_ontbreekt", ernst, "inzet[0].aard", "Vul de aard in.", ("H16",))


def een_beoordeling(
    oordeel: Oordeel = Oordeel.AKKOORD, *bevindingen: Toetsbevinding, **anders: Any
) -> Beoordeling:
    return maak(
        Beoordeling,
        anders,
        id=UUID(int=10),
        gemeente=ROERMOND,
        client_id=CLIENT_ID,
        plan_id=PLAN_ID,
        versie=1,
        oordeel=oordeel,
        motivering="Sluit aan.",
        onderbouwing_intensiteit="Goed uitgelegd.",
        bevindingen=bevindingen,
        door="medewerker-1",
        op=NU,
    )


def een_afziening(**anders: Any) -> Afziening:
    """A waiver of the plan of the default provider."""
    return maak(
        Afziening,
        anders,
        id=UUID(int=20),
        gemeente=ROERMOND,
        client_id=CLIENT_ID,
        melding_id=MELDING_ID,
        plan_van_aanpak_id=PLAN_VAN_AANPAK_ID,
        aanbieder=AANBIEDER,
        reden="Ongewijzigd.",
        reden_client_of_groep="deze cliënt",
        individuele_beoordeling="Besproken.",
        informatie=(),
        client=AfstemmingClient(VANDAAG, "gesprek"),
        afstemming=AfstemmingAanbieder(VANDAAG, "teamleider"),
        door="medewerker-1",
        op=NU,
    )


def een_rapportage(**anders: Any) -> Rapportage:
    """A note that somebody called."""
    return maak(
        Rapportage,
        anders,
        id=UUID(int=30),
        gemeente=ROERMOND,
        client_id=CLIENT_ID,
        melding_id=MELDING_ID,
        soort=Rapportagesoort.CONTACT,
        op=VANDAAG,
        met="aanbieder",
        tekst="Gebeld.",
        vastgelegd_door="m.jansen",
        vastgelegd_op=NU,
    )


def een_document(**anders: Any) -> Document:
    """A copy of the plan that was handed out."""
    return maak(
        Document,
        anders,
        id=UUID(int=40),
        gemeente=ROERMOND,
        client_id=CLIENT_ID,
        soort="afschrift",
        verwijst_naar=PLAN_ID,
        versie=1,
        verstrekt_op=NU,
        kanaal="post",
        sha256="ab" * 32,
        pdf=b"%PDF\xff",
    )

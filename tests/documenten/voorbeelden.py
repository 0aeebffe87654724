"""One document of each kind that a client can get, filled in as in practice; docs/brieven.md shows them."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal

from app.documenten.besluit import Afwijzing, Beeindiging, Toekenning, maak_besluitdocument
from app.documenten.bezwaar import (
    Beslissing,
    Bezwaarbrief,
    Ontvangst,
    maak_beslissing,
    maak_ontvangstbevestiging,
)
from app.documenten.omzetting import Omzettingsbrief, Verandering, maak_omzettingsbrief
from app.documenten.plan import Resultaatregel, maak_plandocument
from app.domain.besluit.besluit import (
    Bekendmaking,
    Besluitsoort,
    Herzieningsgrond,
    Leveringsvorm,
    Nadeel,
    Pgbweigergrond,
    Uitkomst,
    Verzendweg,
    Vorm,
)
from app.domain.bezwaar.bezwaar import Bezwaaruitkomst
from app.domain.omzetting import Omzettingsoort
from app.domain.onderzoek import Onderwerp, Onderzoekspunt, Verantwoording
from app.domain.plan.ondersteuningsplan import Afschrift, Ondertekening, Planstatus, Vaststelling
from app.domain.waarden import Eenheid, Frequentie, Omvang, Periode, Weekeenheid, Weekomvang
from tests.bouw import briefgegevens
from tests.documenten.bouwers import besluitdocument, brief, plandocument, toekenning

VERZONDEN = Bekendmaking(date(2027, 3, 22), "per post", weg=Verzendweg.POST)
JAAR = Periode(date(2027, 4, 1), date(2028, 3, 31))
GRENS = date(2027, 9, 1)

BEGELEIDING = toekenning(
    activiteiten="Samen de post openen, ordenen en beantwoorden.",
    frequentie="één keer per week drie kwartier",
    omvang=Omvang(45, Eenheid.MINUUT, Frequentie.PER_WEEK),
    product="Begeleiding bij de administratie",
    categorie="02",
    resultaatgebied="Financiën en administratie op orde",
    resultaten=("De post wordt elke week verwerkt.",),
    nummer=2,
)
SCHOON = toekenning(
    product="Hulp bij het huishouden", categorie="01", resultaten=("Het huis is schoon.",), periode=JAAR
)
RITTEN = toekenning(
    nummer=3,
    activiteiten="Heen en terug naar de dagbesteding.",
    frequentie="twee keer per week",
    omvang=Omvang(4, Eenheid.STUKS_INSPANNING, Frequentie.PER_WEEK),
    product="Vervoer naar de dagbesteding",
    categorie="08",
    resultaatgebied=None,
    aanbieder="Taxi Limburg",
    tarief=1250,
)
MET_PGB = toekenning(
    leveringsvorm=Leveringsvorm.PGB,
    aanbieder=None,
    budget=312000,
    omvang=None,
    concrete_tijd=Weekomvang(Decimal(3), Weekeenheid.UREN),
    motivering="U wilt een pgb: Mijn buurvrouw kent mij en kan op vaste tijden.",
)
ONDERZOCHT = Verantwoording(
    tuple(
        Onderzoekspunt(onderwerp, True, tekst)
        for onderwerp, tekst in zip(
            Onderwerp,
            (
                "U wilt in uw eigen huis blijven wonen en zelf uw dag indelen.",
                "Koken en lichte klussen lukken u zelf. U woont alleen.",
                "Uw dochter doet elke zaterdag de boodschappen. Meer lukt haar niet naast haar werk.",
                "Uw dochter kent het steunpunt mantelzorg en redt het zo.",
                "De boodschappendienst is er voor u. Voor schoonmaken is er geen algemene voorziening.",
                "Met uw toestemming overlegden wij met de huisarts.",
                "Misschien betaalt u een eigen bijdrage. Het CAK berekent en int die.",
            ),
            strict=True,
        )
    ),
    pgb_besproken_op=date(2027, 2, 15),
)
VERANDERT = {"wijzigt": "WMO-00000117", "ingangsdatum": GRENS, "soort": Besluitsoort.HERBEOORDELING}
MINDER = Nadeel(
    Herzieningsgrond.NIET_LANGER_AANGEWEZEN,
    gevraagd_op=date(2027, 3, 8),
    zienswijze="Als mijn zus er is, red ik het zo.",
)
STOP = Beeindiging(SCHOON.activiteiten, "Thuiszorg De Linde", JAAR.begin, date(2027, 8, 31))


def _besluit(*toekenningen: Toekenning, **anders: object) -> bytes:
    anders = {"onderzocht": ONDERZOCHT, "bekendmaking": VERZONDEN} | anders
    inhoud = besluitdocument(toekenningen=toekenningen, **anders)
    return maak_besluitdocument(replace(inhoud, brief=replace(inhoud.brief, kenmerk="WMO-00000204")))


def _bezwaar() -> Bezwaarbrief:
    return Bezwaarbrief(
        gemeente="Roermond",
        client="J. Voorbeeld",
        adres=("Voorbeeldstraat 1", "6041 AA Roermond"),
        kenmerk="BZW-00000007",
        datum=date(2027, 4, 12),
        besluit="WMO-00000204",
        besluit_op=date(2027, 3, 22),
        ontvangen_op=date(2027, 4, 9),
        afzender=briefgegevens(),
    )


def plan() -> bytes:
    """The regional form, adopted."""
    return maak_plandocument(
        plandocument(
            status=Planstatus.VASTGESTELD,
            casus="Na een heupoperatie lukken zwaar schoonmaakwerk en de post niet.",
            ondertekeningen=(
                Ondertekening(2, "client", date(2027, 3, 10), "op papier"),
                Ondertekening(2, "aanbieder", date(2027, 3, 10), "op papier"),
            ),
            vaststelling=Vaststelling(2, date(2027, 3, 11), "op papier, bij u thuis"),
            termijn=JAAR,
            bestemd_voor=("cliënt", "gemeente Roermond", "Thuiszorg De Linde"),
        )
    )


def afschrift() -> bytes:
    """The client's own copy of it."""
    return maak_plandocument(
        plandocument(afschrift=Afschrift(2, date(2027, 3, 10), "op papier, bij u thuis"))
    )


def beschikking() -> bytes:
    """Several products, each with its provider."""
    return _besluit(SCHOON, BEGELEIDING, RITTEN)


def beschikkingsarm() -> bytes:
    """The plan van aanpak with the plan is the decision."""
    resultaten = (Resultaatregel("Zelfstandig huishouden", "Het huis is schoon.", vooraf_bepaald=True),)
    return _besluit(SCHOON, vorm=Vorm.PLAN_VAN_AANPAK_MET_PLAN, resultaten=resultaten)


def gedeeltelijk() -> bytes:
    """A personal budget refused, and the same in natura granted."""
    geen_pgb = Afwijzing(
        "Een pgb voor hulp bij het huishouden",
        "De hulp die u wilt inkopen kost meer dan de hulp die wij voor u regelen.",
        ("Het huis is schoon.",),
        Pgbweigergrond.DUURDER,
    )
    return _besluit(SCHOON, uitkomst=Uitkomst.GEDEELTELIJK, afwijzingen=(geen_pgb,))


def afwijzing() -> bytes:
    """Nothing granted."""
    auto = Afwijzing("Een scootmobiel", "Met de regiotaxi en uw fiets komt u waar u wilt zijn.")
    return _besluit(
        uitkomst=Uitkomst.AFGEWEZEN,
        afwijzingen=(auto,),
        plannen=(),
        zonder_plan="U vroeg alleen een scootmobiel. Daarvoor is geen ondersteuningsplan nodig.",
        motivering="U komt nu ook waar u wilt zijn. Een scootmobiel hebt u daarvoor niet nodig.",
    )


def pgb() -> bytes:
    """A personal budget."""
    return _besluit(MET_PGB, plannen=())


def spoed() -> bytes:
    """Urgent and temporary (Wmo 2.3.3)."""
    return _besluit(
        replace(SCHOON, periode=Periode(date(2027, 3, 22), date(2027, 5, 16))),
        soort=Besluitsoort.SPOED,
        aanvraag_op=None,
        onderzocht=None,
        plannen=(),
        motivering="U bent gisteren onverwacht uit het ziekenhuis gekomen en redt het thuis niet alleen.",
    )


def wijziging() -> bytes:
    """Less of the same, on which ground, and what the client said of it."""
    helft = replace(
        SCHOON,
        omvang=Omvang(90, Eenheid.MINUUT, Frequentie.PER_WEEK),
        frequentie="één keer per week",
        periode=Periode(GRENS, JAAR.eind),
        motivering="Uw zus helpt u mee.",
    )
    return _besluit(
        helft,
        beeindigingen=(replace(STOP, vervolg=1),),
        nadeel=MINDER,
        krijgt_minder=True,
        motivering="Vanaf september helpt uw zus u met het huishouden. Dan is de helft genoeg.",
        **VERANDERT,
    )


def deelstop() -> bytes:
    """One of two ends."""
    return _besluit(
        replace(BEGELEIDING, nummer=1, motivering="Dit blijft gelijk."),
        beeindigingen=(STOP,),
        nadeel=MINDER,
        krijgt_minder=True,
        motivering="Vanaf september doet uw zus het huishouden. De hulp bij de post gaat door.",
        **VERANDERT,
    )


def einde() -> bytes:
    """All of it ends."""
    return _besluit(
        uitkomst=Uitkomst.BEEINDIGD,
        beeindigingen=(STOP,),
        nadeel=MINDER,
        krijgt_minder=True,
        motivering="Vanaf september woont uw zus bij u. Dan hebt u deze hulp niet meer nodig.",
        **VERANDERT,
    )


def buiten_behandeling() -> bytes:
    """Set aside, for the client did not complete it (Awb 4:5)."""
    return _besluit(
        soort=Besluitsoort.BUITEN_BEHANDELING,
        uitkomst=Uitkomst.BUITEN_BEHANDELING,
        onderzocht=None,
        plannen=(),
        motivering="Op 8 februari 2027 vroegen wij u om een bewijs van uw inkomen. Dat kregen wij niet.",
    )


def ontvangst() -> bytes:
    """An objection came in, pro forma."""
    return maak_ontvangstbevestiging(
        Ontvangst(
            brief=_bezwaar(),
            te_laat=False,
            termijn_tot=date(2027, 5, 3),
            commissie=True,
            uiterlijk=date(2027, 8, 2),
            voorlopig=False,
            aanvullen_tot=date(2027, 5, 10),
        )
    )


def beslissing() -> bytes:
    """It is decided on."""
    return maak_beslissing(
        Beslissing(
            brief=replace(_bezwaar(), datum=date(2027, 6, 10)),
            uitkomst=Bezwaaruitkomst.ONGEGROND,
            motivering="Met drie uur per week lukt het huishouden, zoals u met de hulp probeerde.",
            beroepsclausule="U kunt in beroep gaan bij de rechtbank Limburg, postbus 950, 6040 AZ Roermond.",
            gehoord_op=date(2027, 5, 31),
            niet_gehoord=None,
            verschoonbaar=None,
            ook_tegen=(),
            opvolger=None,
            bekendmaking=replace(VERZONDEN, op=date(2027, 6, 10)),
            beroep_tot=date(2027, 7, 22),
            voorlopig=False,
        )
    )


ANDERE_NAAM = Verandering(
    activiteiten=SCHOON.activiteiten,
    besluit="WMO-00000204",
    besluit_op=date(2027, 3, 22),
    vanaf=GRENS,
    tot_en_met=JAAR.eind,
    categorie="01",
    omvang=SCHOON.omvang,
    product="Hulp bij het huishouden",
    product_wordt="Schoon huis",
    aanbieder="Thuiszorg De Linde",
    aanbieder_wordt="Zorggroep Maasland",
)


def omzetting(*veranderingen: Verandering) -> bytes:
    """Support goes over to another name and provider."""
    return maak_omzettingsbrief(
        Omzettingsbrief(
            brief=brief(kenmerk="WMO-00000204"),
            soort=Omzettingsoort.CONTRACTWIJZIGING,
            per=GRENS,
            veranderingen=veranderingen or (ANDERE_NAAM,),
        )
    )


VOORBEELDEN: tuple[Callable[[], bytes], ...] = (
    plan,
    afschrift,
    beschikking,
    beschikkingsarm,
    gedeeltelijk,
    afwijzing,
    pgb,
    spoed,
    wijziging,
    deelstop,
    einde,
    buiten_behandeling,
    ontvangst,
    beslissing,
    omzetting,
)
"""The name of each is that of its kind."""

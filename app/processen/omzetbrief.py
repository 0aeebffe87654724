"""The letter on an omzetting, for a client who notices it (W08)."""

from app.documenten import tekst
from app.documenten.brief import Brief
from app.documenten.omzetting import Omzettingsbrief, Verandering, maak_omzettingsbrief
from app.domain.besluit.besluit import Besluit, genomen_op
from app.domain.omzetting import Clientomzetting
from app.domain.toewijzing.tijdlijn import Stuk
from app.domain.waarden import AgbCode
from app.processen.adressering import adresregels
from app.processen.briefgegevens import vereis_briefgegevens
from app.processen.handeling import Handeling
from app.processen.omzetproef import Omzetlijn, Omzetproducten

OMZETTING = "omzetting"
"""Kind of the kept documents that are a letter on an omzetting."""


def maak_brief(handeling: Handeling, lijn: Omzetlijn, producten: Omzetproducten) -> bytes:
    """The letter as PDF; only for a client who notices something."""
    return handeling.maak(maak_omzettingsbrief, _stel_samen(handeling, lijn, producten))


def _stel_samen(handeling: Handeling, lijn: Omzetlijn, producten: Omzetproducten) -> Omzettingsbrief:
    omzetting = lijn.omzetting
    opslag = handeling.opslag
    client = opslag.clienten.haal(omzetting.client_id)
    profiel = handeling.profielen.voor(omzetting.gemeente, handeling.vandaag)
    besluiten = {besluit.id: besluit for besluit in lijn.voor.besluiten}
    stukken = lijn.merkbaar(producten)
    namen = opslag.aanbieders.namen(
        {a for a in (omzetting.naar.aanbieder, *(s.inhoud.aanbieder for s in stukken)) if a is not None}
    )
    veranderingen = tuple(
        _verandering(besluiten[stuk.besluit], stuk, omzetting, producten, namen) for stuk in stukken
    )
    return Omzettingsbrief(
        brief=Brief(
            gemeente=profiel.gemeente(omzetting.gemeente).naam,
            client=tekst.naam(client.naam),
            adres=adresregels(client, handeling.vandaag),
            kenmerk=", ".join(dict.fromkeys(v.besluit for v in veranderingen)),
            datum=handeling.vandaag,
            afzender=vereis_briefgegevens(handeling, handeling.vandaag),
        ),
        soort=omzetting.soort,
        per=omzetting.per,
        veranderingen=veranderingen,
    )


def _verandering(
    besluit: Besluit,
    stuk: Stuk,
    omzetting: Clientomzetting,
    producten: Omzetproducten,
    namen: dict[AgbCode, str],
) -> Verandering:
    regel = next(regel for regel in besluit.regels if regel.nummer == stuk.regel)
    aanbieder = stuk.inhoud.aanbieder
    assert aanbieder is not None  # a personal budget is never turned over
    wordt = omzetting.naar.aanbieder or aanbieder
    return Verandering(
        activiteiten=regel.activiteiten,
        besluit=besluit.kenmerk,
        besluit_op=genomen_op(besluit),
        vanaf=max(omzetting.per, stuk.periode.begin),
        tot_en_met=stuk.periode.eind,
        categorie=omzetting.van.categorie,
        omvang=stuk.inhoud.omvang,
        product=producten.van.omschrijving,
        product_wordt=producten.naar.omschrijving,
        aanbieder=namen.get(aanbieder, aanbieder),
        aanbieder_wordt=namen.get(wordt, wordt),
    )

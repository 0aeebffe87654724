"""What a municipality can choose on a request, and why it cannot: by the law and by the standard.

A request of a provider is no aanvraag of the client. What lies within what was decided is granted with it.
Another product, more or longer asks a decision with the client, after a research (Wmo 2.3.5) or a
reassessment (2.3.9); less than was decided asks one as well (2.3.10), for an allocation equals the decision
that it comes from (M18).
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from app.domain.fouten import Veldfout, VoorwaardeNietVervuld
from app.domain.keten.dossier import Verzoeksoort, Verzoekstand
from app.domain.toewijzing.clientlijn import Clientlijn
from app.domain.verzoek.vergelijking import Richting, Vergelijking, besloten_bij, ongevraagd
from app.domain.verzoek.verzoek import BewaardVerzoek


class Verzoekkeuze(StrEnum):
    """What can follow on a request."""

    TOEKENNEN = "toekennen"
    """Carry out a decision that was announced and grants it: its wmo301 carries the reference."""
    NIEUW_BESLUIT = "nieuw_besluit"
    """Decide first, and grant it with that decision."""
    IN_ONDERZOEK = "in_onderzoek"
    """Say with a wmo319 that it takes longer, once at most."""
    AFWIJZEN = "afwijzen"
    """Refuse with a wmo319."""


@dataclass(frozen=True, slots=True)
class Mogelijkheid:
    """Whether a choice can be made now."""

    keuze: Verzoekkeuze
    beletsels: tuple[Veldfout, ...]
    """Why not, each with its source; none where it can."""


ONBEKENDE_CLIENT = Veldfout(
    "client", "Deze cliënt is niet bekend bij de gemeente. Wijs het verzoek af: reden 5, andere gemeente."
)
IS_BESLOTEN = Veldfout(
    "producten",
    "Wat wordt gevraagd, is al besloten: ken het toe. Daarvoor is geen nieuw besluit nodig.",
    "M18",
)
IS_TOEGEWEZEN = Veldfout(
    "producten",
    "Wat wordt gevraagd, is al besloten en toegewezen. De referentie van een verzoek gaat alleen mee in de "
    "wmo301 van een besluit dat nog niet is toegewezen. Wijs dit verzoek af.",
    "M18",
)
VRAAGT_BESLUIT = {
    Richting.MEER: "Dat vraagt eerst een besluit met de cliënt.",
    Richting.ANDERS: "Dat vraagt eerst een besluit met de cliënt.",
    Richting.MINDER: "Ook minder dan besloten vraagt een besluit met de cliënt.",
}


def mogelijkheden(
    verzoek: BewaardVerzoek,
    vergelijkingen: Sequence[Vergelijking],
    lijn: Clientlijn | None,
    vandaag: date,
) -> tuple[Mogelijkheid, ...]:
    """Each choice, with what stands in its way; `lijn` is None of a client that is not known."""
    beletsels = {keuze: tuple(_algemeen(verzoek, keuze)) for keuze in Verzoekkeuze}
    if not verzoek.loopt:
        return tuple(Mogelijkheid(keuze, waarom) for keuze, waarom in beletsels.items())
    if lijn is None:
        beletsels[Verzoekkeuze.TOEKENNEN] = beletsels[Verzoekkeuze.NIEUW_BESLUIT] = (ONBEKENDE_CLIENT,)
    else:
        onbeslist = tuple(_onbeslist(verzoek, vergelijkingen, lijn, vandaag))
        wacht = any(besluit.toe_te_wijzen for besluit in lijn.besluiten)
        is_zo = IS_BESLOTEN if wacht else IS_TOEGEWEZEN
        beletsels[Verzoekkeuze.TOEKENNEN] += onbeslist or (() if wacht else (is_zo,))
        beletsels[Verzoekkeuze.NIEUW_BESLUIT] += () if onbeslist else (is_zo,)
    return tuple(Mogelijkheid(keuze, waarom) for keuze, waarom in beletsels.items())


def vereis_mogelijk(keuze: Verzoekkeuze, mogelijk: Iterable[Mogelijkheid]) -> None:
    """Refuse a choice that cannot be made, with all that stands in its way."""
    beletsels = next(m.beletsels for m in mogelijk if m.keuze is keuze)
    if beletsels:
        raise VoorwaardeNietVervuld("Dit kan met dit verzoek niet.", *beletsels)


def _algemeen(verzoek: BewaardVerzoek, keuze: Verzoekkeuze) -> Iterator[Veldfout]:
    if not verzoek.loopt:
        yield Veldfout("stand", f"Dit verzoek is al {verzoek.stand.value}.", "OP344")
    elif keuze is Verzoekkeuze.IN_ONDERZOEK and verzoek.stand is Verzoekstand.IN_ONDERZOEK:
        melding = "Op dit verzoek is al geantwoord dat het in onderzoek is. Wijs het toe of wijs het af."
        yield Veldfout("stand", melding, "TR360")


def _onbeslist(
    verzoek: BewaardVerzoek, vergelijkingen: Sequence[Vergelijking], lijn: Clientlijn, vandaag: date
) -> Iterator[Veldfout]:
    """What of this request cannot be granted by what was decided already.

    A wmo317 is granted as it was asked, and nothing else (OP348). Of a wmo315 the municipality decides per
    product, and may allocate more than was asked (IV094), but not what the provider has already (OP307).
    """
    heel = verzoek.soort is Verzoeksoort.WIJZIGING
    for i, vergelijking in enumerate(vergelijkingen):
        for v in vergelijking.verschillen:
            if heel or v.richting is not Richting.MINDER:
                naam = f"producten[{i}].{v.veld}"
                yield Veldfout(naam, f"{v.uitleg} {VRAAGT_BESLUIT[v.richting]}", v.bron)
        if not heel and vergelijking.toewijzing is not None and is_bekend(lijn, vergelijking):
            nummer = vergelijking.toewijzing.nummer
            melding = (
                f"Dit is de aanbieder al toegewezen, onder nummer {nummer}. Wijs af: reden 6, stapeling."
            )
            yield Veldfout(f"producten[{i}].toewijzing", melding, "OP307")
    if heel:
        for beslist in ongevraagd(vergelijkingen, besloten_bij(verzoek, lijn), vandaag):
            melding = (
                f"Regel {beslist.regel.nummer} van besluit {beslist.besluit.kenmerk} staat niet in het "
                "verzoek; een verzoek om wijziging wordt toegekend zoals het is gevraagd."
            )
            yield Veldfout("producten", melding, "OP348")


def is_bekend(lijn: Clientlijn, vergelijking: Vergelijking) -> bool:
    """Whether the provider knows the allocation of this product as it is now."""
    return any(
        n.bekend is not None and n.bekend == n.toewijzing.actueel
        for n in lijn.nummers
        if n.toewijzing == vergelijking.toewijzing
    )

"""What a municipality can choose on a request, and why it cannot: by the law and by the standard.

A request of a provider is no aanvraag of the client. What asks exactly what was decided is granted without a
new decision, whether that was allocated by now or waits. For another product, more, less, longer or at
another time the client is entitled to a decision first, after a research (Wmo 2.3.5), a reassessment (2.3.9)
or a revision (2.3.10): a decision says the time in so many words (W05), so that more within the bandwidth of
an intensity is more than was decided, and an allocation equals its decision day by day (M18), so that a shift
within its period is another allocation. Within a total a provider shifts by itself, and asks nothing. Its own
reference belongs to the request and never changes (OP361).
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from app.domain.fouten import Veldfout, VoorwaardeNietVervuld
from app.domain.keten.dossier import Verzoeksoort, Verzoekstand
from app.domain.toewijzing.clientlijn import Clientlijn
from app.domain.verzoek.vergelijking import Richting, Vergelijking, besloten_bij, ongevraagd, vergelijk
from app.domain.verzoek.verzoek import BewaardVerzoek, Verzoekinhoud


class Verzoekkeuze(StrEnum):
    """What can follow on a request."""

    TOEKENNEN = "toekennen"
    """Carry out a decision that was announced and grants it: its wmo301 carries the reference."""
    TOEKENNEN_ZONDER_BESLUIT = "toekennen_zonder_besluit"
    """Tell again what is allocated already, with the reference: nothing changes (IV093, IV097)."""
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
    "client",
    "Deze cliënt is niet bekend bij de gemeente. Woont die hier, leg dan de cliënt en een melding vast; wijs "
    "het verzoek anders af, met reden 5, andere gemeente.",
)
IS_BESLOTEN = Veldfout(
    "producten",
    "Wat wordt gevraagd, is al besloten en nog niet toegewezen: voer dat besluit uit en ken het verzoek "
    "daarmee toe. Er is geen nieuw besluit nodig.",
    "M18",
)
IS_TOEGEWEZEN = Veldfout(
    "producten",
    "Wat wordt gevraagd, is al besloten en toegewezen: ken het toe zonder besluit. De wmo301 gaat opnieuw "
    "uit, met de referentie van het verzoek.",
    "IV097",
)
VRAAGT_BESLUIT = {
    Richting.MEER: "Dat vraagt eerst een besluit met de cliënt.",
    Richting.ANDERS: "Dat vraagt eerst een besluit met de cliënt.",
    Richting.MINDER: "Ook minder dan besloten vraagt een besluit met de cliënt.",
}
OOK_BINNEN = {
    "omvang": "Ook binnen de bandbreedte van een intensiteit: het besluit noemt de tijd (W05), en de "
    "toewijzing is daaraan gelijk (M18).",
    "begindatum": "Ook binnen de periode van het besluit: de toewijzing is daaraan gelijk (M18).",
    "einddatum": "Ook binnen de periode van het besluit: de toewijzing is daaraan gelijk (M18).",
}
"""Why what may seem to lie within a decision asks a new one all the same."""


def mogelijkheden(
    verzoek: BewaardVerzoek, inhoud: Verzoekinhoud, lijn: Clientlijn | None, vandaag: date
) -> tuple[Mogelijkheid, ...]:
    """Each choice, with what stands in its way; `lijn` is None of a client that is not known."""
    beletsels = {keuze: tuple(_algemeen(verzoek, keuze)) for keuze in Verzoekkeuze}
    if verzoek.loopt:
        for keuze, waarom in _om_wat_geldt(verzoek, inhoud, lijn, vandaag).items():
            beletsels[keuze] += waarom
    return tuple(Mogelijkheid(keuze, waarom) for keuze, waarom in beletsels.items())


def _om_wat_geldt(
    verzoek: BewaardVerzoek, inhoud: Verzoekinhoud, lijn: Clientlijn | None, vandaag: date
) -> dict[Verzoekkeuze, tuple[Veldfout, ...]]:
    """What stands in the way of granting, by what was decided and by what was allocated."""
    toekennen = Verzoekkeuze.TOEKENNEN, Verzoekkeuze.TOEKENNEN_ZONDER_BESLUIT
    if lijn is None:
        return dict.fromkeys((*toekennen, Verzoekkeuze.NIEUW_BESLUIT), (ONBEKENDE_CLIENT,))
    vergelijkingen = vergelijk(verzoek, inhoud, lijn, vandaag)
    onbeslist = tuple(_onbeslist(verzoek, vergelijkingen, lijn, vandaag))
    if onbeslist:
        return dict.fromkeys(toekennen, onbeslist)
    staat = replace(lijn, besluiten=tuple(b for b in lijn.besluiten if not b.toe_te_wijzen))
    onuitgevoerd = _onbeslist(verzoek, vergelijk(verzoek, inhoud, staat, vandaag), staat, vandaag)
    wacht = next(onuitgevoerd, None) is not None
    weg, reden = toekennen[wacht], IS_BESLOTEN if wacht else IS_TOEGEWEZEN
    gevonden: dict[Verzoekkeuze, tuple[Veldfout, ...]] = {weg: (reden,)}
    if not any(v.richting is not Richting.MINDER for naast in vergelijkingen for v in naast.verschillen):
        gevonden[Verzoekkeuze.NIEUW_BESLUIT] = (reden,)
    return gevonden


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
    product, and may allocate otherwise than was asked (IV094), but not what the provider has already (OP307).
    """
    heel = verzoek.soort is Verzoeksoort.WIJZIGING
    for i, vergelijking in enumerate(vergelijkingen):
        for v in vergelijking.verschillen if heel or not vergelijking.besloten else ():
            zinnen = v.uitleg, VRAAGT_BESLUIT[v.richting], OOK_BINNEN.get(v.veld, "")
            yield Veldfout(f"producten[{i}].{v.veld}", " ".join(filter(None, zinnen)), v.bron)
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

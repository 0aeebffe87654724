"""Why an allocation changed, as the provider reads it: RedenWijziging (W08, IV066, IV099).

The reason is never typed. It follows from the event that took the first lost day, or set the new end, and is
told against what the provider knows: the last version in a message that was not rejected.
"""

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from uuid import UUID

from app.domain.besluit.besluit import Besluit, Besluitregel, Besluitsoort, Leveringsvorm
from app.domain.eisen import vervult
from app.domain.feit import Feit, Feitsoort
from app.domain.omzetting import Clientomzetting, Omzettingsoort
from app.domain.toewijzing.tijdlijn import Gebeurtenis, Stuk, Toegewezen, regel_van
from app.domain.toewijzing.toewijzing import Oorzaak, Toewijzingsversie
from app.domain.toewijzing.vergelijken import Nummer, Wijziging

VAN_FEIT = {
    Feitsoort.OVERLIJDEN: Oorzaak.OVERLIJDEN,
    Feitsoort.VERHUIZING: Oorzaak.VERHUIZING,
    Feitsoort.ANDER_DOMEIN: Oorzaak.ANDER_DOMEIN,
}

VAN_OMZETTING = {
    Omzettingsoort.CONTRACTWIJZIGING: Oorzaak.CONTRACTWIJZIGING,
    Omzettingsoort.BEKOSTIGING: Oorzaak.BEKOSTIGING,
    Omzettingsoort.HERINDELING: Oorzaak.HERINDELING,
}

REDENEN = {
    Oorzaak.OVERLIJDEN: "02",
    Oorzaak.CONTRACTWIJZIGING: "03",
    Oorzaak.ANDER_DOMEIN: "06",
    Oorzaak.VERHUIZING: "07",
    Oorzaak.PGB: "08",
    Oorzaak.ANDERE_AANBIEDER: "09",
    Oorzaak.BEKOSTIGING: "10",
    Oorzaak.HERINDELING: "11",
    Oorzaak.VERZOEK_AANBIEDER: "12",
    Oorzaak.VERWIJDERING: "13",
    Oorzaak.CORRECTIE: "14",
}
"""RedenWijziging (WMO002) by cause; a reassessment has two, for more and for less."""

MEER, MINDER = "04", "05"
ALLEEN_BIJ_MINDER = frozenset({Oorzaak.PGB, Oorzaak.ANDERE_AANBIEDER})
"""Causes that only make less of an allocation: something else takes its place."""


@vervult("W08")
def reden_wijziging(
    versie: Toewijzingsversie, bekend: Toewijzingsversie | None, goedgekeurd: Toewijzingsversie | None
) -> str | None:
    """The code for a message with this version; None for what is new to the provider, or as it knows it.

    Where the provider was told the same but has not approved it yet, the reason is that of the change since
    the last version that it did approve (OP286).
    """
    if bekend is None:
        return None
    if versie.oorzaak is Oorzaak.VERWIJDERING:
        return REDENEN[versie.oorzaak]
    voor = goedgekeurd if _gelijk(versie, bekend) else bekend
    if voor is None or _gelijk(versie, voor):
        return None
    minder = is_minder(versie, voor)
    if versie.oorzaak in REDENEN and (minder or versie.oorzaak not in ALLEEN_BIJ_MINDER):
        return REDENEN[versie.oorzaak]
    return MINDER if minder else MEER


def is_minder(versie: Toewijzingsversie, voor: Toewijzingsversie) -> bool:
    """Whether one version ends earlier than another, or grants a smaller total."""
    return eindigt_eerder(versie.periode.eind, voor.periode.eind) or any(
        minder < meer for minder, meer in zip(_bedrag(versie), _bedrag(voor), strict=True)
    )


def eindigt_eerder(eind: date | None, ander: date | None) -> bool:
    """Whether one end comes before another; None is open."""
    return eind is not None and (ander is None or eind < ander)


def oorzaak(
    wijziging: Wijziging, nummer: Nummer | None, gebeurtenissen: Sequence[Gebeurtenis]
) -> Oorzaak | None:
    """Why a number changes; None for a new one."""
    if nummer is None:
        return None
    if wijziging.stuk is None:
        return Oorzaak.VERWIJDERING
    voor = nummer.bekend or nummer.toewijzing.actueel
    eind = wijziging.wordt.periode.eind
    if nummer.hervat and eindigt_eerder(voor.periode.eind, eind):
        return Oorzaak.CORRECTIE
    per_id = {gebeurtenis.id: gebeurtenis for gebeurtenis in gebeurtenissen}
    gebeurtenis = per_id[_door(wijziging.stuk, eind, voor.periode.eind, per_id)]
    if isinstance(gebeurtenis, Feit):
        return VAN_FEIT[gebeurtenis.soort]
    if isinstance(gebeurtenis, Clientomzetting):
        return VAN_OMZETTING[gebeurtenis.soort]
    if gebeurtenis.soort is Besluitsoort.HERSTEL:
        return Oorzaak.CORRECTIE
    if gebeurtenis.op_verzoek_van_aanbieder:
        return Oorzaak.VERZOEK_AANBIEDER
    resultaten = regel_van(wijziging.stuk, gebeurtenissen).resultaten
    return _elders(gebeurtenis, wijziging.stuk.inhoud, resultaten, eind) or Oorzaak.HERBEOORDELING


def _door(stuk: Stuk, eind: date | None, vorig: date | None, per_id: Mapping[UUID, Gebeurtenis]) -> UUID:
    """The event that changed the end of a number; where the end is as it was, the decision behind it.

    Support that an omzetting brought makes a number go on; what was decided and is carried out since then
    does so itself.
    """
    if eind == vorig:
        return stuk.besluit
    if stuk.omgezet_door is not None and eindigt_eerder(vorig, eind):
        besluit, omzetting = per_id[stuk.besluit], per_id[stuk.omgezet_door]
        assert isinstance(besluit, Besluit)
        assert isinstance(omzetting, Clientomzetting)
        if besluit.uitgevoerd_op is not None and besluit.uitgevoerd_op <= omzetting.vastgelegd_op:
            return omzetting.id
    return stuk.eind_door


def _elders(
    besluit: Besluit, liep: Toegewezen, resultaten: Collection[str], eind: date | None
) -> Oorzaak | None:
    """Whether a decision grants the same afterwards as a personal budget, or only at another provider."""
    erna = [
        ander
        for ander in besluit.regels
        if eind is not None and ander.periode.begin > eind and zelfde_ondersteuning(ander, liep, resultaten)
    ]
    if any(ander.leveringsvorm is Leveringsvorm.PGB for ander in erna):
        return Oorzaak.PGB
    if erna and all(ander.aanbieder != liep.aanbieder for ander in erna):
        return Oorzaak.ANDERE_AANBIEDER
    return None


def zelfde_ondersteuning(een: Besluitregel, liep: Toegewezen, resultaten: Collection[str]) -> bool:
    """Whether a line grants the product that ran, or serves one of these results."""
    zelfde_product = een.categorie is not None and (een.categorie, een.productcode) == (
        liep.categorie,
        liep.productcode,
    )
    return zelfde_product or bool(set(een.resultaten) & set(resultaten))


def _gelijk(een: Toewijzingsversie, ander: Toewijzingsversie) -> bool:
    return (een.periode, een.omvang, een.budget) == (ander.periode, ander.omvang, ander.budget)


def _bedrag(versie: Toewijzingsversie) -> tuple[int, int]:
    return 0 if versie.omvang is None else versie.omvang.volume, versie.budget or 0

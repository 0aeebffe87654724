"""What a receiver judges of one message: on which level it fails, and what that refuses (IV028, IV087)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from enum import IntEnum, StrEnum
from functools import cached_property
from itertools import chain

from app.domain.keten.dossier import Dossier
from app.istandaard.berichten.basis import Berichtklasse
from app.istandaard.berichten.wmo323 import Wmo323
from app.istandaard.bevindingen import GEEN_REDENEN, Bevinding, Redenen
from app.istandaard.kennis import Kennis
from app.istandaard.regels import inhoud, samenhang
from app.istandaard.waarden import Plaats

ALLE = 10**9
"""Findings that an answer needs: every one."""


class Niveau(IntEnum):
    """The level of checking on which a message fails; one that fails ends the checking."""

    GEEN = 0
    """It does not fail."""
    SCHEMA = 1
    """No return message follows; the sender hears it outside."""
    INHOUD = 2
    """What the message alone shows: the whole is refused with 0001."""
    SAMENHANG = 3
    """What history and outside sources show (levels 3 and 4): a code at the class of the fault."""


class Schakelstatus(StrEnum):
    """What becomes of a message, in the words of `Ontvangststatus`; what cannot be read has its own."""

    GOEDGEKEURD = "goedgekeurd"
    DEELS = "deels"
    """A declaration that is processed, with lines refused."""
    AFGEKEURD = "afgekeurd"
    GEWEIGERD = "geweigerd"
    """Refused without an answer: the file or the schema, or an answer that breaks a rule."""
    NA_TE_GAAN = "na_te_gaan"
    """An answer that fits nothing, comes again or says something else than before, or a notice of the
    exchange: a person has to find out what is right."""
    ONLEESBAAR = "onleesbaar"


_OPNIEUW = "Stuur het verbeterd opnieuw, met een nieuwe identificatie."
DAARNA = {
    Schakelstatus.DEELS: "Declareer wat dan nog te declareren is opnieuw, met nieuwe referentienummers.",
    Schakelstatus.AFGEKEURD: f"Dit bericht telt als niet verzonden. {_OPNIEUW}",
    Schakelstatus.GEWEIGERD: "Dit bericht telt als niet verzonden, en er volgt geen retourbericht. "
    f"{_OPNIEUW}",
    Schakelstatus.NA_TE_GAAN: "Zoek met de ander uit wat klopt.",
}
"""What is to be done then, in Dutch, beside mending what was found."""


@dataclass(frozen=True)
class Oordeel:
    """The findings of the first level on which anything is wrong."""

    niveau: Niveau
    bevindingen: tuple[Bevinding, ...] = ()
    niet_gecontroleerd: tuple[str, ...] = ()
    """The rules that could not be checked for want of knowledge."""

    def codes(self, plaatsen: Iterable[Plaats | None]) -> tuple[str, ...]:
        """The return codes for what was found at these places: each once, in the order of the rules."""
        hier = chain.from_iterable(self._op_plaats.get(plaats, ()) for plaats in set(plaatsen))
        return tuple(dict.fromkeys(b.retourcode for b in sorted(hier, key=lambda b: b.regel) if b.retourcode))

    def raakt(self, plaats: Plaats | None) -> bool:
        """Whether anything was found at this place."""
        return plaats in self._op_plaats

    @cached_property
    def _op_plaats(self) -> dict[Plaats | None, list[Bevinding]]:
        """The findings by their place: an answer asks for each of its classes."""
        op_plaats = defaultdict(list)
        for bevinding in self.bevindingen:
            op_plaats[bevinding.plaats].append(bevinding)
        return dict(op_plaats)


def oordeel(
    bericht: Berichtklasse, dossier: Dossier, kennis: Kennis, geweigerd: Redenen = GEEN_REDENEN
) -> Oordeel:
    """Judge a message that fits its schema, in the light of what its receiver has kept.

    Lines that were `geweigerd` already count for nothing in what is left (IV087): a credit does not take its
    line off.
    """
    in_bericht = inhoud(bericht, kennis)
    if in_bericht:
        return Oordeel(Niveau.INHOUD, in_bericht)
    uitkomst = samenhang(bericht, dossier, kennis, ALLE, regels_op(bericht, geweigerd))
    return naar_samenhang(uitkomst.bevindingen, uitkomst.niet_gecontroleerd)


def naar_samenhang(bevindingen: tuple[Bevinding, ...], niet_gecontroleerd: tuple[str, ...] = ()) -> Oordeel:
    """The judgement of a message in which nothing was wrong before these were found."""
    return Oordeel(Niveau.SAMENHANG if bevindingen else Niveau.GEEN, bevindingen, niet_gecontroleerd)


def status_van(bericht: Berichtklasse, gegeven: Oordeel) -> Schakelstatus:
    """What becomes of a message after this judgement: only a declaration can be accepted in part."""
    if gegeven.niveau is Niveau.GEEN:
        return Schakelstatus.GOEDGEKEURD
    if gegeven.niveau is Niveau.SAMENHANG and isinstance(bericht, Wmo323):
        geheel = (bericht.header.plaats, bericht.declaratie.plaats)
        return Schakelstatus.AFGEKEURD if gegeven.codes(geheel) else Schakelstatus.DEELS
    return Schakelstatus.AFGEKEURD


def daarna_van(status: Schakelstatus, bericht: Berichtklasse, gegeven: Oordeel) -> str | None:
    """In Dutch, what there is to do after mending what was found; that lines are granted where some are."""
    if status is Schakelstatus.DEELS and isinstance(bericht, Wmo323):
        regels = sum(len(client.prestaties) for client in bericht.declaratie.clienten)
        if len(geweigerde_regels(bericht, gegeven)) < regels:
            return f"De andere regels zijn toegekend. {DAARNA[status]}"
    return DAARNA.get(status)


def regels_op(bericht: Berichtklasse, plaatsen: Collection[Plaats | None]) -> Iterator[Berichtklasse]:
    """The lines of a declaration that stand at these places."""
    for client in bericht.declaratie.clienten if plaatsen and isinstance(bericht, Wmo323) else ():
        yield from (regel for regel in client.prestaties if regel.plaats in plaatsen)


def geweigerde_regels(bericht: Berichtklasse, gegeven: Oordeel) -> Redenen:
    """The lines that this judgement refuses, by themselves or with their client, and why.

    None in any other message than a wmo323: that is accepted or rejected as a whole.
    """
    if not isinstance(bericht, Wmo323):
        return GEEN_REDENEN
    return {
        prestatie.plaats: gegeven.codes((plaats,))
        for client in bericht.declaratie.clienten
        for prestatie in client.prestaties
        for plaats in (client.plaats if gegeven.raakt(client.plaats) else prestatie.plaats,)
        if prestatie.plaats is not None and gegeven.raakt(plaats)
    }

"""Starts and stops in sequence: whatever comes, the rules together keep what counts in order."""

from collections.abc import Iterator, Sequence
from copy import deepcopy
from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from app.domain.keten.dossier import Dossier
from app.domain.keten.levering import Leverhistorie, Start, Stop
from app.istandaard.berichten.wmo305 import Wmo305
from app.istandaard.berichten.wmo307 import Wmo307
from app.istandaard.leveringen import EERSTE, VERWIJDEREN, meldingen
from app.istandaard.regels import samenhang
from tests.istandaard.regels.bouw import AANBIEDER, BSN, ROERMOND, kennis, product, verwerk
from tests.istandaard.regels.bouw_declaratie import dossier as toegewezen
from tests.istandaard.regels.bouw_declaratie import een_323, fouten_met_historie
from tests.istandaard.regels.bouw_levering import een_305, een_307, na, start, stop, verwijderd

Bericht = Wmo305 | Wmo307
VAN_HISTORIE = {"TR063", "TR071", "TR074", "TR326", "TR382", "TR413", "TR414", "TR415"}

# Few values each, so that keys meet often and what is deleted was often delivered.
BEGIN = st.sampled_from(["2026-01-05"] * 3 + ["2026-01-19"])
NUMMER = st.sampled_from([1] * 7 + [None])
PRODUCT = st.sampled_from([product("02", "02A03")] * 7 + [product("02", None)])
starts = st.builds(start, BEGIN, nummer=NUMMER, van=PRODUCT)
stops = st.builds(
    stop,
    st.sampled_from(["2026-02-02", "2026-02-16"]),
    st.sampled_from(["20", "19"]),
    begin=BEGIN,
    nummer=NUMMER,
    van=PRODUCT,
)


def een_of_twee(klassen: st.SearchStrategy, *, verwijderen: bool = True) -> st.SearchStrategy:
    """One or two classes; two with one key never come as far as history, because of TR101."""
    soms = st.one_of(klassen, klassen, klassen.map(verwijderd)) if verwijderen else klassen
    return st.lists(soms, min_size=1, max_size=2, unique_by=verwijderd)


def berichten(*, stop_verwijderen: bool) -> st.SearchStrategy:
    van_starts = een_of_twee(starts).map(lambda klassen: een_305(*klassen))
    van_stops = een_of_twee(stops, verwijderen=stop_verwijderen).map(lambda klassen: een_307(*klassen))
    return st.lists(st.one_of(van_starts, van_stops, van_stops), min_size=10, max_size=20)


def codes(bericht: Bericht, dossier: Dossier) -> list[str]:
    gevonden = [b.regel for b in samenhang(bericht, dossier, kennis()).bevindingen]
    return sorted(code for code in gevonden if code in VAN_HISTORIE)


def verloop(reeks: Sequence[Bericht]) -> Iterator[tuple[Bericht, Dossier, list[str]]]:
    """Each message, the history before it, what it breaks; only what breaks no rule becomes history."""
    dossier = na()
    for bericht in reeks:
        gevonden = codes(bericht, dossier)
        yield bericht, dossier, gevonden
        if not gevonden:
            dossier = verwerk(dossier, bericht)


def geldend(dossier: Dossier) -> Leverhistorie:
    return dossier.leveringen_van(ROERMOND, AANBIEDER, BSN)


def lopende_starts(meldingen: Sequence[Start | Stop]) -> list[Start]:
    lopend: list[Start] = []
    for melding in meldingen:
        if isinstance(melding, Start):
            lopend.append(melding)
        else:
            lopend = [s for s in lopend if s != melding.start]
    return lopend


def stap_voor_stap(bericht: Bericht, historie: Leverhistorie) -> list[str]:
    """The rules as their texts say it, one class after the other, deletions first."""
    gevonden: list[str] = []
    nu = list(historie.meldingen)
    for _, melding in meldingen(bericht.client, VERWIJDEREN):
        if melding not in nu:
            gevonden.append("TR063")
        if isinstance(melding, Start) and any(isinstance(m, Stop) and m.start == melding for m in nu):
            gevonden.append("TR071")
        nu = [m for m in nu if m != melding]
    for _, melding in meldingen(bericht.client, EERSTE):
        if melding in nu:
            gevonden.append("TR074")
        gemeld_starts = [m for m in nu if isinstance(m, Start)]
        gemeld_stops = [m for m in nu if isinstance(m, Stop)]
        if isinstance(melding, Start):
            if any(lopend.geleverd == melding.geleverd for lopend in lopende_starts(nu)):
                gevonden.append("TR326")
        else:
            van_deze = [s for s in gemeld_starts if s.geleverd == melding.start.geleverd]
            eerder = [s for s in gemeld_stops if s.levering == melding.levering]
            if not van_deze or van_deze[-1] != melding.start:
                gevonden.append("TR382")
            if melding.reden == "20" and any(s.reden == "20" for s in eerder):
                gevonden.append("TR413")
            if eerder and melding.einddatum < eerder[-1].einddatum:
                gevonden.append("TR414")
            if any(s.reden != "20" for s in eerder):
                gevonden.append("TR415")
        nu.append(melding)
    return sorted(gevonden)


@settings(deadline=None, max_examples=40)  # the first example loads the rules
@given(berichten(stop_verwijderen=True))
def test_every_rule_agrees_with_its_text_taken_one_class_at_a_time(reeks):
    for bericht, dossier, gevonden in verloop(reeks):
        assert gevonden == stap_voor_stap(bericht, geldend(dossier))


@settings(deadline=None, max_examples=40)
@given(berichten(stop_verwijderen=True))
def test_what_counts_is_always_in_order(reeks):
    for _, dossier, _ in verloop(reeks):
        historie = geldend(dossier)
        assert len(set(historie.meldingen)) == len(historie.meldingen)
        assert {gestopt.start for gestopt in historie.stops} <= set(historie.starts)
        for levering in {gestopt.levering for gestopt in historie.stops}:
            op_deze = [gestopt for gestopt in historie.stops if gestopt.levering == levering]
            assert [gestopt.tijdelijk for gestopt in op_deze] in ([True], [False], [True, False])
            assert op_deze == sorted(op_deze, key=lambda gestopt: gestopt.einddatum)


@settings(deadline=None, max_examples=40)
@given(berichten(stop_verwijderen=False))
def test_at_most_one_start_is_current_unless_a_stop_is_taken_back(reeks):
    for _, dossier, _ in verloop(reeks):
        lopend = [start.geleverd for start in geldend(dossier).lopende_starts]
        assert len(set(lopend)) == len(lopend)


@settings(deadline=None, max_examples=20)
@given(berichten(stop_verwijderen=True))
def test_what_a_message_deletes_and_delivers_does_not_hang_on_the_order_of_the_two(reeks):
    for bericht, dossier, gevonden in verloop(reeks):
        client = bericht.client
        if isinstance(bericht, Wmo305):
            anders = een_305(*sorted(client.start_producten, key=lambda s: s.status_aanlevering))
        else:
            anders = een_307(*sorted(client.stop_producten, key=lambda s: s.status_aanlevering))
        assert codes(anders, dossier) == gevonden
        assert geldend(verwerk(deepcopy(dossier), anders)) == geldend(verwerk(dossier, bericht))


def test_a_declaration_is_not_held_against_what_was_reported_of_start_and_stop():
    gestopt = na(een_305(start()), een_307(stop("2026-01-31"))).leveringen
    assert fouten_met_historie(een_323(), replace(toegewezen(), leveringen=gestopt)) == []

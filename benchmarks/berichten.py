"""How long messages take, against the bare libxml2 parse and schema validation of the same bytes (the floor).

Run as `python -m benchmarks.berichten`. The target of reading with rules, and of building, rules and writing,
is within 2.5 times the floor for a typical wmo301. Steps take turns, so that a busy machine slows all alike.
"""

from collections.abc import Callable
from random import Random
from time import perf_counter

from lxml import etree

from app.istandaard import codec, xml
from app.istandaard.berichten.basis import Berichtklasse
from app.istandaard.regels import inhoud as toets_regels
from tests.istandaard.berichten import toewijzing, willekeurig

RONDEN, KEREN = 40, 50

Stap = Callable[[], object]


def beste_tijden(stappen: dict[str, Stap]) -> dict[str, float]:
    """The least time of each step, in microseconds."""
    tijden = dict.fromkeys(stappen, float("inf"))
    for _ in range(RONDEN):
        for naam, stap in stappen.items():
            begin = perf_counter()
            for _ in range(KEREN):
                stap()
            tijden[naam] = min(tijden[naam], (perf_counter() - begin) / KEREN * 1e6)
    return tijden


def stappen(soort: str, bouw: Callable[[], Berichtklasse]) -> dict[str, Stap]:
    """What is measured on one message; `bouw` makes it from values."""
    bytes_ = codec.schrijf(bouw())
    xsd = etree.XMLSchema(etree.parse(xml.SCHEMAS / f"{soort}.xsd"))
    parser = etree.XMLParser()

    def vloer() -> object:
        return xsd.validate(etree.fromstring(bytes_, parser))

    def lees() -> object:
        return codec.lees(bytes_)

    def lees_en_toets() -> object:
        return toets_regels(codec.lees(bytes_))

    def bouw_en_schrijf() -> object:
        return codec.schrijf(bouw())

    def bouw_toets_en_schrijf() -> object:
        bericht = bouw()
        return toets_regels(bericht), codec.schrijf(bericht)

    return {
        "vloer": vloer,
        "lezen": lees,
        "lezen, regels": lees_en_toets,
        "bouwen, schrijven": bouw_en_schrijf,
        "bouwen, regels, schrijven": bouw_toets_en_schrijf,
    }


def toon(naam: str, tijden: dict[str, float]) -> None:
    """One line: the floor in microseconds, and each step as a multiple of it."""
    vloer = tijden.pop("vloer")
    print(
        f"{naam:<18}{vloer:>9.1f} µs",
        *(f"{tijd / vloer:>{len(stap) + 2}.2f}" for stap, tijd in tijden.items()),
    )


def main() -> None:
    typisch = stappen("wmo301", toewijzing)
    print(f"{'bericht':<18}{'vloer':>12}", *(f"  {stap}" for stap in typisch if stap != "vloer"))
    toon("wmo301 (typisch)", beste_tijden(typisch))
    for soort in xml.BERICHTSOORTEN:
        kansen = (willekeurig(soort, Random(zaad)) for zaad in range(20))
        bericht = max(kansen, key=lambda kandidaat: len(codec.schrijf(kandidaat)))

        def gegeven(bericht: Berichtklasse = bericht) -> Berichtklasse:
            return bericht

        toon(soort, beste_tijden(stappen(soort, gegeven)))


if __name__ == "__main__":
    main()

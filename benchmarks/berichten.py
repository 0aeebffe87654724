"""How long messages take, against the bare libxml2 parse and schema validation of the same bytes (the floor).

Run as `python -m benchmarks.berichten`. The target of reading with rules, and of building from the client
record and its allocations, rules and writing, is within 2.5 times the floor for a typical wmo301. The other
messages are those of docs/berichten; there, building is left out. Nothing is wrong in any of them. Steps take
turns, so that a busy machine slows all alike.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from time import process_time

from lxml import etree

from app.domain.partijen import Contact, Naam, Relatie
from app.domain.toewijzing.berichtinhoud import InBericht
from app.domain.toewijzing.uitvoeren import voer_uit
from app.istandaard import codec, xml
from app.istandaard.berichten.basis import Berichtklasse
from app.istandaard.opstellen import maak_wmo301
from app.istandaard.regels import inhoud as toets_regels
from tests.bouw import AANBIEDER, een_bekendgemaakt_besluit, een_besluitregel, een_client, omstandigheden

VOORBEELDEN = Path(__file__).resolve().parents[1] / "docs" / "berichten" / "voorbeelden"
RONDEN, KEREN = 400, 10

Stap = Callable[[], object]


def beste_tijden(stappen: dict[str, Stap]) -> dict[str, float]:
    """The least processor time of each step, in microseconds."""
    tijden = dict.fromkeys(stappen, float("inf"))
    for _ in range(RONDEN):
        for naam, stap in stappen.items():
            begin = process_time()
            for _ in range(KEREN):
                stap()
            tijden[naam] = min(tijden[naam], (process_time() - begin) / KEREN * 1e6)
    return tijden


def typisch() -> Callable[[], Berichtklasse]:
    """What builds a wmo301 of a client and a contact person, with address and telephone, and 3 products."""
    contact = Contact("01", "Dorpsstraat", 12, "A", postcode="6041AB", plaatsnaam="Roermond", landcode="NL")
    bereikbaar = replace(contact, telefoonnummers=("0612345678",))
    client = een_client(
        naam=Naam("Beek", "van der", "Anna Maria", "AM"),
        contacten=(bereikbaar,),
        relaties=(Relatie("1", "07", Naam("Smeets"), bereikbaar),),
    )
    regels = (een_besluitregel(nummer=n, productcode=f"01H0{n}") for n in (1, 2, 3))
    besluit = een_bekendgemaakt_besluit(*regels)
    toewijzingen = voer_uit((), (besluit,), (), omstandigheden(), besluit)
    producten = [InBericht(toewijzing, True, None) for toewijzing in toewijzingen]
    return lambda: maak_wmo301(
        client,
        producten,
        aanbieder=AANBIEDER,
        identificatie="301-00000017",
        dagtekening=date(2026, 3, 2),
        plek=lambda toewijzing: f"besluit.regels[{toewijzing.nummer - 1}]",
    )


def stappen(soort: str, bouw: Callable[[], Berichtklasse]) -> dict[str, Stap]:
    """What is measured on one message; `bouw` makes it from values."""
    if toets_regels(bouw()):
        raise SystemExit(f"The benchmark measures a {soort} that is wrong.")
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
    stappen_301 = stappen("wmo301", typisch())
    print(f"{'bericht':<18}{'vloer':>12}", *(f"  {stap}" for stap in stappen_301 if stap != "vloer"))
    toon("wmo301 (typisch)", beste_tijden(stappen_301))
    for soort in xml.BERICHTSOORTEN:
        bericht = codec.lees((VOORBEELDEN / f"{soort}.xml").read_bytes())

        def gegeven(bericht: Berichtklasse = bericht) -> Berichtklasse:
            return bericht

        toon(soort, beste_tijden(stappen(soort, gegeven)))


if __name__ == "__main__":
    main()

"""The rooms in which anybody looks things up: rules, messages, code lists, and what is found in all of them.

One source with `wmo regels`, the API and docs/berichten.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import parse_qsl, urlencode

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from app.domain.fouten import NietGevonden
from app.istandaard.beschrijving import BASISSCHEMA, Klasse, berichtcode, klassen, naam_van, verhaal
from app.istandaard.codelijsten import Codelijst
from app.istandaard.regels.register import Niveau, Registerregel, Status
from app.istandaard.tonen import toonbaar
from app.istandaard.voorbeelden import Regelvoorbeeld
from app.istandaard.voorbeeldjaar.bouw import Stap
from app.istandaard.voorbeeldjaar.fouten import fouten
from app.istandaard.xml import BERICHTSOORTEN
from app.processen import naslaan
from app.web.bladen import Bladen, Bladroute

LANGSTE_VRAAG = 80
"""Characters of what is looked for."""
LANGSTE_FORMULIER = 2_000
"""Bytes of a form that asks; of more the rest is left out."""
GEWEIGERD = "nummer"
_NUMMER = re.compile(r"\d{6}|(?<!\d)(?:\d[\W_]?){8,9}\d(?![\W_]?\d)")
"""What could be a Bsn, or the greater part of one while somebody types; codes have fewer digits."""
MEESTE_CODES = 60
"""Codes of lists that a search shows."""
RETOURCODES = "WJ001"

NODIG = {
    Niveau.XSD: "Alleen het bericht: het schema ziet erop toe.",
    Niveau.XSLT: "Alleen het bericht zelf.",
    Niveau.BERICHTOVERSTIJGEND: "Het bericht, en de berichten die eraan voorafgingen.",
    Niveau.EXTERNE_BRON: "Het bericht, en gegevens van buiten, zoals afgesproken producten en tarieven.",
    Niveau.PROCES: "Geen controle van een bericht: dit is een afspraak over hoe partijen werken.",
}
"""What a check of a rule needs."""


@dataclass(frozen=True, slots=True)
class Regelsblad:
    """Rules, all or those that were asked for."""

    zoek: str
    bericht: str
    regels: tuple[Registerregel, ...]
    geweigerd: bool = False
    """Whether the question could hold a Bsn, and was not looked for."""
    soorten: Sequence[str] = BERICHTSOORTEN
    titel: str = "Regels"


@dataclass(frozen=True, slots=True)
class Regelblad:
    """One rule."""

    regel: Registerregel
    nodig: str
    betekenis: str | None
    """Of its return code."""
    gevolg: str
    """What becomes of a message that breaks it."""
    in_xml: Regelvoorbeeld | None
    """A message that breaks it, beside one that does not."""
    geen_xml: str
    """Why there is no right or no wrong message to show; empty where both are there."""
    voorbeeld: Stap | None
    """A message of the sample year that breaks it."""

    @property
    def titel(self) -> str:
        """The title of the page."""
        return f"Regel {self.regel.code}"


@dataclass(frozen=True, slots=True)
class Berichtregel:
    """A message in the list of messages."""

    soort: str
    naam: str
    code: str
    van: str
    kort: str


@dataclass(frozen=True, slots=True)
class Berichtenblad:
    """The messages of the standard."""

    berichten: tuple[Berichtregel, ...]
    titel: str = "Berichten"


@dataclass(frozen=True, slots=True)
class Berichtblad:
    """One message: when it is sent, its fields with their lists, its rules."""

    bericht: Berichtregel
    en_dan: str
    klassen: tuple[Klasse, ...]
    basis: tuple[Klasse, ...]
    """The classes of the basisschema that it uses."""
    regels: tuple[Registerregel, ...]

    @property
    def titel(self) -> str:
        """The title of the page."""
        return f"{self.bericht.soort}: {self.bericht.naam}"


@dataclass(frozen=True, slots=True)
class Lijstenblad:
    """The code lists."""

    lijsten: tuple[Codelijst, ...]
    titel: str = "Codelijsten"


@dataclass(frozen=True, slots=True)
class Lijstblad:
    """One code list."""

    lijst: Codelijst

    @property
    def titel(self) -> str:
        """The title of the page."""
        return f"Codelijst {self.lijst.id}: {self.lijst.naam}"


@dataclass(frozen=True, slots=True)
class Treffer:
    """A code of a list that was found."""

    lijst: Codelijst
    code: str
    betekenis: str


@dataclass(frozen=True, slots=True)
class Zoekblad:
    """What the whole site has of what was asked for."""

    zoek: str
    regels: tuple[Registerregel, ...] = ()
    berichten: tuple[Berichtregel, ...] = ()
    lijsten: tuple[Codelijst, ...] = ()
    codes: tuple[Treffer, ...] = ()
    meer: int = 0
    """Codes that were found and are not shown."""
    geweigerd: bool = False
    """Whether the question could hold a Bsn, and was not looked for."""

    @property
    def titel(self) -> str:
        """The title of the page; what was asked for is not in it."""
        return "Zoeken" if not self.zoek else f"Zoeken: {self.aantal} gevonden"

    @property
    def aantal(self) -> int:
        """How much was found."""
        delen = (self.regels, self.berichten, self.lijsten, self.codes)
        return sum(map(len, delen)) + self.meer


def routes(bladen: Bladen) -> list[Bladroute]:
    """Every page to look things up."""

    async def vraag(request: Request) -> Response:
        # A form is posted, so that no address, history or log holds what was typed before it is looked at.
        inhoud = (await request.body())[:LANGSTE_FORMULIER].decode(errors="replace")
        return _naar(request, dict(parse_qsl(inhoud, keep_blank_values=True)))

    def toon_regels(request: Request) -> Response:
        if _kan_bsn_zijn(request.query_params):
            return _naar(request, request.query_params)
        bericht = _gevraagd(request, "bericht")
        zoek = _gevraagd(request, "zoek")
        gekozen = tuple(
            regel
            for regel in naslaan.regels(bericht if bericht in BERICHTSOORTEN else None)
            if _past(zoek, regel.code, regel.retourcode, regel.eis, regel.doe)
        )
        geweigerd = request.query_params.get("geweigerd") == GEWEIGERD
        return bladen.toon(request, "regels.html", Regelsblad(zoek, bericht, gekozen, geweigerd))

    def toon_regel(request: Request) -> Response:
        blad = regelblad(request.path_params["code"])
        return bladen.toon(request, "regel.html", blad)

    def toon_berichten(request: Request) -> Response:
        return bladen.toon(
            request, "berichten.html", Berichtenblad(tuple(map(_berichtregel, BERICHTSOORTEN)))
        )

    def toon_bericht(request: Request) -> Response:
        return bladen.toon(request, "bericht.html", berichtblad(request.path_params["soort"]))

    def toon_lijsten(request: Request) -> Response:
        return bladen.toon(request, "codelijsten.html", Lijstenblad(naslaan.lijsten()))

    def toon_lijst(request: Request) -> Response:
        return bladen.toon(request, "codelijst.html", Lijstblad(naslaan.lijst(request.path_params["id"])))

    def zoek(request: Request) -> Response:
        if _kan_bsn_zijn(request.query_params):
            return _naar(request, request.query_params)
        if request.query_params.get("geweigerd") == GEWEIGERD:
            return bladen.toon(request, "zoeken.html", Zoekblad("", geweigerd=True))
        return bladen.toon(request, "zoeken.html", zoekblad(_gevraagd(request, "zoek")))

    return [
        _route("/regels", toon_regels),
        _route("/regels/{code}", toon_regel),
        _route("/berichten", toon_berichten),
        _route("/berichten/{soort}", toon_bericht),
        _route("/codelijsten", toon_lijsten),
        _route("/codelijsten/{id}", toon_lijst),
        _route("/zoeken", zoek),
        Bladroute("/regels", vraag, "regels_vraag", "POST"),
        Bladroute("/zoeken", vraag, "zoeken_vraag", "POST"),
    ]


def regelblad(code: str) -> Regelblad:
    """The page of a rule; NietGevonden where the standard has no such rule."""
    regel = naslaan.regel(code)
    betekenis = naslaan.lijst(RETOURCODES).betekenis(regel.retourcode) if regel.retourcode else None
    in_xml = regel.voorbeeld
    return Regelblad(
        regel,
        NODIG[regel.niveau],
        betekenis,
        _gevolg(regel),
        in_xml,
        _geen_xml(regel, in_xml),
        next((stap for stap in fouten() if stap.regel == code), None),
    )


def berichtblad(soort: str) -> Berichtblad:
    """The page of a message; NietGevonden where the standard has no such message."""
    if soort not in BERICHTSOORTEN:
        raise NietGevonden("Dit bericht komt niet voor in iWmo 3.2.")
    eigen = tuple(klassen(soort))
    return Berichtblad(
        _berichtregel(soort),
        verhaal()[soort]["en_dan"],
        eigen,
        tuple(_gebruikt(eigen)),
        naslaan.regels(soort),
    )


def zoekblad(vraag: str) -> Zoekblad:
    """What is found; nothing for an empty question."""
    if not vraag:
        return Zoekblad("")
    codes = tuple(
        Treffer(lijst, code.code, code.betekenis)
        for lijst in naslaan.lijsten()
        for code in lijst.codes.values()
        if _past(vraag, code.code, code.betekenis)
    )
    return Zoekblad(
        vraag,
        tuple(r for r in naslaan.regels(None) if _past(vraag, r.code, r.retourcode, r.eis, r.doe)),
        tuple(b for b in map(_berichtregel, BERICHTSOORTEN) if _past(vraag, b.soort, b.code, b.naam, b.kort)),
        tuple(lijst for lijst in naslaan.lijsten() if _past(vraag, lijst.id, lijst.naam)),
        codes[:MEESTE_CODES],
        len(codes[MEESTE_CODES:]),
    )


def _route(pad: str, toon: Callable[[Request], Response]) -> Bladroute:
    return Bladroute(pad, toon, pad.strip("/").replace("/", "_").replace("{", "").replace("}", ""))


def _kan_bsn_zijn(velden: Mapping[str, str]) -> bool:
    return any(_NUMMER.search(waarde) for waarde in velden.values())


def _naar(request: Request, velden: Mapping[str, str]) -> Response:
    """To the address of this question, which can be kept and passed on; it never holds a Bsn (W06)."""
    gevraagd = {naam: velden[naam] for naam in ("zoek", "bericht") if naam in velden}
    if _kan_bsn_zijn(gevraagd):
        gevraagd = {"geweigerd": GEWEIGERD}
    return RedirectResponse(f"{request.url.path}?{urlencode(gevraagd)}", 303)


def _gevraagd(request: Request, naam: str) -> str:
    return toonbaar(request.query_params.get(naam, "").strip(), LANGSTE_VRAAG)


def _past(vraag: str, *teksten: str | None) -> bool:
    """Whether each word of the question stands in one of these texts."""
    geheel = _kaal(" ".join(filter(None, teksten)))
    return all(woord in geheel for woord in _kaal(vraag).split())


def _kaal(tekst: str) -> str:
    """Without capitals and accents."""
    return "".join(t for t in unicodedata.normalize("NFKD", tekst.casefold()) if not unicodedata.combining(t))


def _berichtregel(soort: str) -> Berichtregel:
    eigen = verhaal()[soort]
    van = "de gemeente" if eigen["sends"] == "municipality" else "de aanbieder"
    return Berichtregel(soort, naam_van(soort), berichtcode(soort), van, eigen["in_het_kort"])


def _gebruikt(eigen: Sequence[Klasse]) -> Iterator[Klasse]:
    """The classes of the basisschema in these, and in those themselves."""
    alle = {klasse.naam: klasse for klasse in klassen(BASISSCHEMA)}
    gezien: set[str] = set()
    te_doen = [veld.klasse for klasse in eigen for veld in klasse.velden if veld.klasse]
    while te_doen:
        naam = te_doen.pop()
        if naam in alle and naam not in gezien:
            gezien.add(naam)
            te_doen += [veld.klasse for veld in alle[naam].velden if veld.klasse]
    yield from (alle[naam] for naam in sorted(gezien))


def _geen_xml(regel: Registerregel, voorbeeld: Regelvoorbeeld | None) -> str:
    if voorbeeld is not None:
        if voorbeeld.goed:
            return ""
        if regel.niveau in (Niveau.BERICHTOVERSTIJGEND, Niveau.EXTERNE_BRON):
            return (
                "Het bericht zelf hoeft er niet anders uit te zien: dezelfde regels zijn goed als eerdere "
                "berichten of afspraken erbij passen."
            )
        return "Van een goed bericht dat hier maar weinig van verschilt, is geen voorbeeld."
    if regel.status is Status.DOOR_SCHEMA:
        return "Van deze regel is geen voorbeeld. Wat het schema vraagt, staat bij de velden van het bericht."
    if regel.status in (Status.PROCES, Status.NIET_TOETSBAAR):
        return "Van deze regel is geen voorbeeld: ze gaat niet over wat in een bericht staat."
    return "Van deze regel is geen voorbeeld in een bericht."


def _gevolg(regel: Registerregel) -> str:
    if regel.niveau is Niveau.XSD:
        return "Het bericht past niet in het schema en komt niet aan. Er volgt geen retourbericht."
    if regel.retourcode is not None:
        deels = "wmo323" in regel.berichten and regel.niveau is not Niveau.XSLT
        wat = "een declaratie, of een deel ervan," if deels else "het hele bericht"
        if deels and len(regel.berichten) > 1:
            wat = "het bericht, of van een declaratie een deel,"
        return f"De ontvanger keurt {wat} af, met retourcode {regel.retourcode}."
    if regel.status in (Status.PROCES, Status.NIET_TOETSBAAR):
        return "Aan een bericht is dit niet te zien. Er volgt geen retourcode."
    return "Het bericht komt niet aan. Er volgt geen retourbericht."

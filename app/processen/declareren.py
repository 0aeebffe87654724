"""What a provider delivered in a month, and the wmo323 that declares it (IV076, IV079, IV085, OP366)."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from uuid import uuid4

from app.domain.berichtontvangst import Berichtontvangst, Ontvangststatus
from app.domain.fouten import OngeldigeInvoer, Veldfout, VoorwaardeNietVervuld, verouderd
from app.domain.keten.declaratie import GeslotenPeriode, Prestatie, kalendermaand, telt_in
from app.domain.keten.declareren import (
    Leverdag,
    Maandinhoud,
    eenheid_van,
    in_maand,
    maandperiode,
    nog_te_declareren,
    regel_van,
    te_declareren,
    volume_van,
)
from app.domain.keten.dossier import BekendeToewijzing, Overslag, Toewijzingsleutel
from app.domain.keten.historie import (
    Declaratieregel,
    Geleverd,
    Vraag,
    geleverd_in,
    geleverd_met,
    geleverd_op,
    geleverd_te_declareren,
    geweigerd_na,
    geweigerd_op,
    prestaties_op,
    van_referentie,
    van_toewijzing,
)
from app.domain.partijen import Rol
from app.domain.waarden import AgbCode, Eenheid, Gemeentecode
from app.domain.woorden import datum, hoeveelheid, hoogstens
from app.istandaard.aanbiederberichten import maak_declaratie, plaats_van
from app.istandaard.berichten.wmo323 import Wmo323
from app.istandaard.bevindingen import Bevinding
from app.istandaard.codelijsten import Code
from app.istandaard.declaraties import prijs_van_minuten
from app.istandaard.historie import vraag_van
from app.istandaard.kennis import Contractregel
from app.istandaard.oordeel import oordeel
from app.istandaard.opstellen import veldfout
from app.istandaard.waarden import Plaats
from app.opslag.bladzijde import Bladzijde
from app.opslag.ketenhistorie import Ketenhistorie
from app.processen import naslaan
from app.processen.handeling import Handeling, voor
from app.processen.keten.declaraties import Regelstand
from app.processen.keten.herroepen import MEESTE_MAANDEN
from app.processen.keten.oordeelsbasis import tarievenlijst
from app.processen.leveren import client_id_van, keten_met, kop, laatste_301, ontvangen_toewijzing, verstuur

MEESTE_PRODUCTEN = 100
"""That are kept of a month on one allocation."""
MAANDEN_TERUG = 60
"""What was delivered longer ago is not declared any more (TR335)."""
TE_VEEL = ("TR321", "TR322")
"""The rules by which no more is declared than a month holds, or all of the allocation (IV077)."""
WACHT_OP_ANTWOORD = (
    "Wat hiervan is gedeclareerd kan pas worden teruggenomen als het antwoord erop (wmo325) er is (IV085)."
)


@dataclass(frozen=True, slots=True)
class Maandgegevens:
    """What a provider says that it delivered in a month."""

    aantal: int | None = None
    dagen: tuple[Leverdag, ...] = ()
    categorie: str | None = None
    productcode: str | None = None
    tarief: int | None = None


@dataclass(frozen=True, slots=True)
class Regelinzage:
    """A line that was declared, and what became of it."""

    prestatie: Prestatie
    stand: Regelstand
    redenen: tuple[Code, ...] = ()
    """Why it was refused."""


@dataclass(frozen=True, slots=True)
class Maandinzage:
    """What is kept of a month, what was declared of it, and what may still be."""

    geleverd: Geleverd
    eenheid: Eenheid
    """Of the number that is kept."""
    volume: int
    """As it is declared."""
    regels: tuple[Regelinzage, ...]
    over: int | None

    @property
    def revisie(self) -> int:
        """Number of the last change."""
        return self.geleverd.revisie


@dataclass(frozen=True, slots=True)
class Overgeslagen:
    """What was not declared, and why, in Dutch."""

    nummer: int
    maand: date
    productcode: str
    redenen: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Declaratieronde:
    """The declaration that was made, what it leaves out, and whether there is more to declare."""

    bericht: Berichtontvangst | None
    overgeslagen: tuple[Overgeslagen, ...]
    meer: bool


@voor(Rol.AANBIEDER)
def haal(
    handeling: Handeling, gemeente: Gemeentecode, nummer: int, maand: date, productcode: str | None
) -> Maandinzage:
    """What is kept of one month on an allocation that was received; empty when that is nothing yet.

    Of an allocation that names no product each product is kept by itself.
    """
    bij = keten_met(handeling, gemeente)
    sleutel, bekend = ontvangen_toewijzing(bij, gemeente, nummer)
    anders = [*_ander_product(bekend, Maandgegevens(productcode=productcode))]
    if anders:
        raise OngeldigeInvoer("Dit product is op deze toewijzing niet te leveren.", *anders)
    geleverd = _geleverd(handeling, bij, sleutel, bekend, maand, productcode)
    bij.noteer("lezen", geleverd)
    return _inzage(handeling, bij, bekend, geleverd)


@voor(Rol.AANBIEDER)
def lijst(
    handeling: Handeling, limiet: int, cursor: str | None, gemeente: Gemeentecode, nummer: int
) -> Bladzijde[Maandinzage]:
    """What is kept of the months on one allocation, what changed last at the end."""
    bij = keten_met(handeling, gemeente)
    sleutel, bekend = ontvangen_toewijzing(bij, gemeente, nummer)
    blad: Bladzijde[Geleverd] = bij.bladzijde(geleverd_op(sleutel), limiet, cursor)
    for geleverd in blad.rijen:
        bij.noteer("lezen", geleverd)
    return Bladzijde(tuple(_inzage(handeling, bij, bekend, g) for g in blad.rijen), blad.volgende)


@voor(Rol.AANBIEDER)
def leg_vast(
    handeling: Handeling,
    gemeente: Gemeentecode,
    nummer: int,
    maand: date,
    revisie: int,
    gegevens: Maandgegevens,
) -> Maandinzage:
    """Keep this of a month in place of what was kept; it is declared later.

    What was refused is declared again once its month is kept anew; of a declaration that was rejected as a
    whole that is all of it, as what is wrong may be in any of its months (OP286).
    """
    bij = keten_met(handeling, gemeente)
    bij.vergrendel()
    sleutel, bekend = ontvangen_toewijzing(bij, gemeente, nummer)
    huidig = _geleverd(handeling, bij, sleutel, bekend, maand, gegevens.productcode)
    if huidig.revisie != revisie:
        raise verouderd()
    inhoud = _inhoud(handeling, sleutel, bekend, maand, gegevens)
    nieuw = replace(huidig, inhoud=inhoud, afgekeurd=False, overslag=None, revisie=revisie + 1)
    regels = _te_declareren(nieuw, bekend, _toegekend(bij, sleutel))
    nieuw = replace(nieuw, te_declareren=bool(regels))
    bij.vervang(nieuw)
    if huidig.afgekeurd:
        _geef_vrij(bij, huidig)
    bij.noteer("wijzigen" if revisie else "maken", nieuw)
    return _inzage(handeling, bij, bekend, nieuw)


@voor(Rol.AANBIEDER)
def declareer(handeling: Handeling, gemeente: Gemeentecode, maand: date) -> Declaratieronde:
    """Declare what was delivered until the end of this month and does not stand declared.

    What the rules would refuse by what this provider knows is left out, with the reason. A line that has
    changed is taken back and declared anew in one message (OP366), after the answer on it (IV085).
    """
    periode = kalendermaand(maand)
    if periode.eind > handeling.vandaag:
        raise VoorwaardeNietVervuld(
            "Een maand declareert u als zij voorbij is.",
            Veldfout("maand", f"Deze maand eindigt op {datum(periode.eind)}.", "TR137"),
        )
    bij = keten_met(handeling, gemeente)
    bij.vergrendel_beide()
    gekozen, meer = _kies(bij, periode.begin)
    kandidaten = _kandidaten(handeling, bij, gekozen)
    bezwaren = {k.plaats: k.bezwaren for k in kandidaten if k.bezwaren}
    te_veel: set[Plaats] = set()
    bericht = _stel_samen(handeling, bij, gemeente, periode, kandidaten, bezwaren, te_veel)
    for kandidaat in kandidaten:
        if kandidaat.plaats in te_veel:
            bezwaren[kandidaat.plaats] += tuple(_over(kandidaat, kandidaten, bezwaren))
    verzonden = None if bericht is None else verstuur(handeling, bericht)
    for kandidaat in kandidaten:
        bij.vervang(_na_verzending(kandidaat, verzonden, bezwaren, handeling.vandaag))
    return Declaratieronde(
        verzonden,
        tuple(
            Overgeslagen(
                k.geleverd.toewijzing.nummer, k.geleverd.maand, k.regels[0].productcode, bezwaren[k.plaats]
            )
            for k in kandidaten
            if k.plaats in bezwaren
        ),
        meer,
    )


@dataclass(frozen=True, slots=True)
class _Kandidaat:
    """A month that has yet to be declared: for whom, and the lines that this takes."""

    geleverd: Geleverd
    bekend: BekendeToewijzing
    bsn: str
    regels: tuple[Prestatie, ...]
    toegekend: Sequence[Prestatie]
    """The lines that stand granted on its allocation."""
    bezwaren: tuple[str, ...]
    """Why it cannot go now."""

    @property
    def plaats(self) -> Plaats:
        """Where its lines stand in the message."""
        return plaats_van(self.regels[0])


def _kies(bij: Ketenhistorie, maand: date) -> tuple[list[Geleverd], bool]:
    """What has yet to be declared of this month and earlier ones, as far as one message holds it."""
    gekozen: list[Geleverd] = []
    for eerdere in range(MAANDEN_TERUG, -1, -1):
        nu = date(maand.year + (maand.month - 1 - eerdere) // 12, (maand.month - 1 - eerdere) % 12 + 1, 1)
        ruimte = MEESTE_MAANDEN - len(gekozen)
        blad: Bladzijde[Geleverd] = bij.bladzijde(geleverd_te_declareren(nu), max(ruimte, 1))
        gekozen += blad.rijen[:ruimte]
        if blad.volgende is not None or len(blad.rijen) > ruimte:
            return gekozen, True
    return gekozen, False


def _kandidaten(handeling: Handeling, bij: Ketenhistorie, gekozen: Sequence[Geleverd]) -> list[_Kandidaat]:
    sleutels = {geleverd.toewijzing for geleverd in gekozen}
    dossier = bij.haal(Vraag(frozenset(f(s) for s in sleutels for f in (van_toewijzing, prestaties_op))))
    bsns = {sleutel: laatste_301(handeling, bij, sleutel).client.bsn for sleutel in sleutels}
    gevonden = []
    for geleverd in gekozen:
        bekend = dossier.op_nummer(geleverd.toewijzing)
        assert bekend is not None  # it was received before anything was kept on it
        regels = _te_declareren(geleverd, bekend, dossier.toegekend_op(geleverd.toewijzing))
        terug = [regel.vorige_referentie for regel in regels if regel.vorige_referentie is not None]
        wacht = any(_wacht(handeling, bij, referentie) for referentie in terug)
        bezwaren = (WACHT_OP_ANTWOORD,) if wacht else ()
        if regels:
            bsn, toegekend = bsns[geleverd.toewijzing], dossier.toegekend_op(geleverd.toewijzing)
            gevonden.append(_Kandidaat(geleverd, bekend, bsn, regels, toegekend, bezwaren))
        else:  # it came to stand declared by itself
            bij.vervang(replace(geleverd, te_declareren=False, overslag=None))
    return gevonden


def _stel_samen(
    handeling: Handeling,
    bij: Ketenhistorie,
    gemeente: Gemeentecode,
    periode: GeslotenPeriode,
    kandidaten: Sequence[_Kandidaat],
    bezwaren: dict[Plaats, tuple[str, ...]],
    te_veel: set[Plaats],
) -> Wmo323 | None:
    """The declaration of what nothing stands in the way of; adds what does to `bezwaren`.

    And to `te_veel` where that is that it is more than was allocated. Tried out on the history of the
    provider until nothing more is found: what is left out may have hidden another fault.
    """
    van = kop(handeling, gemeente)
    while over := [k for k in kandidaten if k.plaats not in bezwaren]:
        per_client: dict[str, list[Prestatie]] = defaultdict(list)
        for kandidaat in over:
            per_client[kandidaat.bsn] += kandidaat.regels
        bericht = maak_declaratie(van, periode, per_client)
        dossier = bij.haal(vraag_van(bericht, bij.clientsleutel))
        bevindingen = oordeel(bericht, dossier, naslaan.openbare_kennis(handeling.vandaag)).bevindingen
        if not bevindingen:
            return bericht
        for kandidaat in over:
            hier = [b for b in bevindingen if b.plaats == kandidaat.plaats]
            if any(b.regel in TE_VEEL for b in hier):
                te_veel.add(kandidaat.plaats)
            if hier:
                bezwaren[kandidaat.plaats] = tuple(dict.fromkeys(b.melding for b in hier))
        if not any(k.plaats in bezwaren for k in over):
            laatste = dossier.laatste_declaratieperiode(gemeente, bij.tussen.aanbieder)
            fouten = (_fout(bevinding, laatste) for bevinding in bevindingen)
            raise OngeldigeInvoer("Deze declaratie kan zo niet.", *fouten)
    return None


def _fout(bevinding: Bevinding, laatste: date | None) -> Veldfout:
    """What is wrong with the declaration itself; `laatste` is the last month that was declared."""
    if bevinding.regel != "TR318" or laatste is None:
        return veldfout(bevinding)
    melding = (
        f"U declareerde al over {laatste:%Y-%m}. Declareer {laatste:%Y-%m} of later; wat nog niet is "
        "gedeclareerd gaat daarin mee."
    )
    return Veldfout("maand", melding, bevinding.regel)


def _na_verzending(
    kandidaat: _Kandidaat,
    verzonden: Berichtontvangst | None,
    bezwaren: dict[Plaats, tuple[str, ...]],
    vandaag: date,
) -> Geleverd:
    geleverd, redenen = kandidaat.geleverd, bezwaren.get(kandidaat.plaats)
    if redenen is not None:
        was = geleverd.overslag
        sinds = was.sinds if was is not None and was.redenen == redenen else vandaag
        return replace(geleverd, overslag=Overslag(sinds, redenen))
    if verzonden is None:
        return geleverd
    afgekeurd = verzonden.status is Ontvangststatus.AFGEKEURD
    return replace(
        geleverd,
        te_declareren=False,
        afgekeurd=afgekeurd,
        afgekeurd_op=vandaag if afgekeurd else None,
        overslag=None,
        bericht=verzonden.id,
    )


def _over(
    kandidaat: _Kandidaat, alle: Sequence[_Kandidaat], bezwaren: Mapping[Plaats, object]
) -> Iterator[str]:
    """How much of its month may still be declared, beside what stands and what goes now, in Dutch.

    Nothing where there is no limit.
    """
    geleverd, bekend = kandidaat.geleverd, kandidaat.bekend
    gaat = (k for k in alle if k.geleverd.toewijzing == geleverd.toewijzing and k.plaats not in bezwaren)
    regels = [*kandidaat.toegekend, *(regel for k in gaat for regel in k.regels)]
    over = nog_te_declareren(regels, geleverd.maand, bekend)
    if over is not None:
        yield f"Over van wat is toegewezen: {hoeveelheid(over, telt_in(eenheid_van(bekend)))}."


def _geef_vrij(bij: Ketenhistorie, van: Geleverd) -> None:
    """Let the other months of the declaration go again that was rejected with this one."""
    assert van.bericht is not None  # the one that was rejected
    for maand in bij.bladzijde(geleverd_met(van.bericht), MEESTE_MAANDEN).rijen:
        if maand.afgekeurd and maand.id != van.id:
            bij.vervang(replace(maand, te_declareren=True, afgekeurd=False))


def _geleverd(
    handeling: Handeling,
    bij: Ketenhistorie,
    sleutel: Toewijzingsleutel,
    bekend: BekendeToewijzing,
    maand: date,
    productcode: str | None,
) -> Geleverd:
    gevonden: Sequence[Geleverd] = bij.bladzijde(geleverd_in(sleutel, maand), MEESTE_PRODUCTEN).rijen
    if bekend.productcode is None and productcode is not None:
        gevonden = [g for g in gevonden if g.productcode == productcode]
    if len(gevonden) > 1:
        raise OngeldigeInvoer(
            "Van deze maand houdt u meer dan een product bij.",
            Veldfout("productcode", "Noem het product: de toewijzing doet dat niet."),
        )
    if gevonden:
        return gevonden[0]
    return Geleverd(
        id=uuid4(),
        toewijzing=sleutel,
        client=bekend.client,
        client_id=client_id_van(handeling, bij, sleutel),
        maand=maand,
        inhoud=None,
        te_declareren=False,
    )


def _toegekend(bij: Ketenhistorie, sleutel: Toewijzingsleutel) -> Sequence[Prestatie]:
    return bij.haal(Vraag(frozenset({prestaties_op(sleutel)}))).toegekend_op(sleutel)


def _te_declareren(
    geleverd: Geleverd, bekend: BekendeToewijzing, toegekend: Sequence[Prestatie]
) -> tuple[Prestatie, ...]:
    if geleverd.inhoud is None:
        return ()
    geldt = regel_van(geleverd.inhoud, geleverd.toewijzing.nummer, geleverd.maand, bekend)
    return te_declareren(
        [regel for regel in toegekend if regel.productcode == geleverd.productcode], geleverd.maand, geldt
    )


def _wacht(handeling: Handeling, bij: Ketenhistorie, referentie: str) -> bool:
    """Whether the declaration that this line was in has yet to be answered."""
    bron = bij.bron(van_referentie(bij.tussen, referentie))
    declaratie = None if bron is None else handeling.opslag.ontvangsten.vind(bron)
    return declaratie is not None and declaratie.status is Ontvangststatus.VERZONDEN


def _inzage(
    handeling: Handeling, bij: Ketenhistorie, bekend: BekendeToewijzing, geleverd: Geleverd
) -> Maandinzage:
    sleutel = geleverd.toewijzing
    aantal = 0 if geleverd.inhoud is None else geleverd.inhoud.aantal
    return Maandinzage(
        geleverd,
        telt_in(eenheid_van(bekend)),
        volume_van(aantal, bekend),
        tuple(_regels(handeling, bij, geleverd)),
        nog_te_declareren(_toegekend(bij, sleutel), geleverd.maand, bekend),
    )


def _regels(handeling: Handeling, bij: Ketenhistorie, geleverd: Geleverd) -> Iterator[Regelinzage]:
    """What was declared of a month, in the order in which it was."""
    sleutel = geleverd.toewijzing
    # All of it, as a line may be refused after it was granted.
    vondsten = bij.vind((prestaties_op(sleutel), geweigerd_op(sleutel)))
    geweigerd = geweigerd_na(vondsten)
    for van, regel in vondsten:
        if not isinstance(regel, Declaratieregel) or not in_maand([regel.prestatie], geleverd.maand):
            continue
        if geleverd.productcode not in (None, regel.prestatie.productcode):
            continue
        codes = geweigerd.get((van, regel.prestatie), None if regel.toegekend else regel.codes)
        if codes is not None:
            redenen = naslaan.retourcodes(codes)
            yield Regelinzage(regel.prestatie, Regelstand.GEWEIGERD, redenen)
        else:
            wacht = _wacht(handeling, bij, regel.prestatie.referentie)
            yield Regelinzage(regel.prestatie, Regelstand.OPEN if wacht else Regelstand.TOEGEKEND)


def _inhoud(
    handeling: Handeling,
    sleutel: Toewijzingsleutel,
    bekend: BekendeToewijzing,
    maand: date,
    gegevens: Maandgegevens,
) -> Maandinhoud:
    """What is kept of a month, with what the program knows filled in; OngeldigeInvoer for what cannot be."""
    periode, eenheid = maandperiode(maand, bekend), eenheid_van(bekend)
    categorie = bekend.categorie or gegevens.categorie
    code = bekend.productcode or gegevens.productcode
    fouten = [
        *_fouten_in(gegevens, periode, telt_in(eenheid), handeling.vandaag),
        *_ander_product(bekend, gegevens),
    ]
    if eenheid is Eenheid.EURO and gegevens.tarief is not None:
        fouten.append(Veldfout("tarief", "Laat dit weg; op deze toewijzing declareert u het bedrag zelf."))
    for veld, waarde in (("categorie", categorie), ("productcode", code)):
        if waarde is None:
            fouten.append(Veldfout(veld, "De toewijzing noemt dit niet; geef wat u leverde."))
    if fouten or periode is None or categorie is None or code is None:
        raise OngeldigeInvoer("Zo kan er niet zijn geleverd.", *fouten)
    aantal = sum(dag.aantal for dag in gegevens.dagen) if gegevens.aantal is None else gegevens.aantal
    volume = volume_van(aantal, bekend)
    if eenheid is Eenheid.EURO:
        return Maandinhoud(gegevens.dagen, aantal, categorie, code, tarief=None, bedrag=volume)
    aanbieder = AgbCode(handeling.beller.code)
    contracten = handeling.opslag.contracten.van_aanbieder(aanbieder, sleutel.gemeente)
    waarvoor = Contractregel(sleutel.gemeente, aanbieder, categorie, code)
    prijzen = tarievenlijst(contracten).geldend(waarvoor, periode.begin)
    if gegevens.tarief is None and eenheid is Eenheid.MINUUT and Eenheid.UUR in prijzen:
        uurprijs = prijzen[Eenheid.UUR]
        tarief, bedrag = prijs_van_minuten(uurprijs, 1), prijs_van_minuten(uurprijs, volume)
        return Maandinhoud(gegevens.dagen, aantal, categorie, code, tarief, bedrag)
    gevonden = prijzen.get(eenheid) if gegevens.tarief is None else gegevens.tarief
    if gevonden is None:
        raise OngeldigeInvoer(
            "Het tarief ontbreekt.",
            Veldfout("tarief", "Van dit product is hier geen prijs bekend; geef het tarief uit uw contract."),
        )
    return Maandinhoud(gegevens.dagen, aantal, categorie, code, gevonden, volume * gevonden)


def _ander_product(bekend: BekendeToewijzing, gegevens: Maandgegevens) -> Iterator[Veldfout]:
    """What is another product than the allocation names."""
    for veld in ("categorie", "productcode"):
        toegewezen, genoemd = getattr(bekend, veld), getattr(gegevens, veld)
        if None not in (toegewezen, genoemd) and toegewezen != genoemd:
            yield Veldfout(veld, f"De toewijzing noemt {toegewezen}; u noemt {genoemd}.")


def _fouten_in(
    gegevens: Maandgegevens, periode: GeslotenPeriode | None, eenheid: Eenheid, vandaag: date
) -> Iterator[Veldfout]:
    if periode is None:
        yield Veldfout("maand", "In deze maand loopt de toewijzing niet.", "TR307")
        return
    if periode.begin > vandaag:
        yield Veldfout("maand", "Deze maand is nog niet begonnen.", "TR134")
    if (gegevens.aantal is None) is not bool(gegevens.dagen):
        yield Veldfout("aantal", "Geef het aantal van de hele maand, of de dagen; een van beide.")
    dagen = (periode.eind - periode.begin).days + 1
    if meer := hoogstens(gegevens.aantal or 0, eenheid, dagen):
        loopt = "een dag" if dagen == 1 else f"{dagen} dagen"
        yield Veldfout("aantal", f"De toewijzing loopt in deze maand {loopt}; daarin gaan {meer}.")
    gezien: set[date] = set()
    for i, dag in enumerate(gegevens.dagen):
        if not periode.begin <= dag.op <= periode.eind:
            loopt = f"{datum(periode.begin)} tot en met {datum(periode.eind)}"
            yield Veldfout(f"dagen[{i}].datum", f"De toewijzing loopt in deze maand van {loopt}.", "IV076")
        elif dag.op > vandaag:
            yield Veldfout(f"dagen[{i}].datum", "Deze dag ligt in de toekomst.", "TR134")
        elif dag.op in gezien:
            yield Veldfout(f"dagen[{i}].datum", "Deze dag staat er al; tel de aantallen op.")
        gezien.add(dag.op)
        if meer := hoogstens(dag.aantal, eenheid, dagen=1):
            yield Veldfout(f"dagen[{i}].aantal", f"In een dag gaan {meer}.")

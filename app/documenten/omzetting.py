"""The letter that support goes under another name or provider, where the client notices that (W08)."""

from dataclasses import dataclass
from datetime import date

from app.documenten import tekst
from app.documenten.brief import Brief, Deel, deel, zet_brief
from app.domain.eisen import vervult
from app.domain.omzetting import Omzettingsoort
from app.domain.waarden import Omvang

REDENEN = {
    Omzettingsoort.CONTRACTWIJZIGING: "Wij hebben nieuwe afspraken gemaakt met de aanbieders van "
    "ondersteuning.",
    Omzettingsoort.BEKOSTIGING: "Wij betalen de aanbieders van ondersteuning voortaan op een andere manier.",
    Omzettingsoort.HERINDELING: "De indeling van gemeenten verandert.",
}


@dataclass(frozen=True, slots=True)
class Verandering:
    """Support that goes over: what it was called and who gave it, and what and who that becomes."""

    activiteiten: str
    """What is done, in the words of the decision."""
    besluit: str
    """Reference of the decision that granted it."""
    besluit_op: date
    vanaf: date
    tot_en_met: date | None
    categorie: str
    """Code of WMO020, by which is known what is counted."""
    omvang: Omvang | None
    product: str
    product_wordt: str
    aanbieder: str
    aanbieder_wordt: str


@dataclass(frozen=True, slots=True)
class Omzettingsbrief:
    """What the client hears."""

    brief: Brief
    soort: Omzettingsoort
    per: date
    veranderingen: tuple[Verandering, ...]


@vervult("W08")
def maak_omzettingsbrief(inhoud: Omzettingsbrief) -> bytes:
    """The letter as PDF."""
    aanhef = (
        f"Vanaf {tekst.datum(inhoud.per)} verandert er iets aan uw ondersteuning. Hieronder leest u wat. "
        "U krijgt evenveel ondersteuning als eerst, en even lang."
    )
    besluiten = dict.fromkeys((v.besluit_op, v.besluit) for v in inhoud.veranderingen)
    delen = [
        *(_verandering(v, i, len(inhoud.veranderingen)) for i, v in enumerate(inhoud.veranderingen, start=1)),
        deel("Waarom dit verandert", REDENEN[inhoud.soort]),
        deel(
            "Wat hetzelfde blijft",
            *(f"Ons besluit van {tekst.datum(op)} met kenmerk {b} blijft gelden." for op, b in besluiten),
            "Hoeveel ondersteuning u krijgt en tot wanneer, verandert niet. Daarom krijgt u geen nieuw "
            "besluit. U hoeft niets te doen.",
        ),
        deel(
            "Past dit niet bij u?",
            "Neem dan contact met ons op. Dan kijken wij samen wat er kan. Een onafhankelijke "
            "cliëntondersteuner helpt u daarbij, gratis.",
            inhoud.brief.afzender.clientondersteuning,
        ),
    ]
    return zet_brief(inhoud.brief, "Er verandert iets aan uw ondersteuning", aanhef, delen)


def _verandering(v: Verandering, nummer: int, van: int) -> Deel:
    dag = tekst.datum(v.vanaf)
    regels = [f"Dit gaat over: {v.activiteiten}"]
    if v.aanbieder != v.aanbieder_wordt:
        nu = tekst.zin(f"Uw aanbieder is nu {v.aanbieder}")
        regels.append(f"{nu} {tekst.zin(f'Vanaf {dag} is dat {v.aanbieder_wordt}')}")
    if v.product != v.product_wordt:
        nu = tekst.zin(f"De ondersteuning heet nu: {v.product}")
        regels.append(f"{nu} {tekst.zin(f'Vanaf {dag} heet zij: {v.product_wordt}')}")
    hoeveel = [] if v.omvang is None else [tekst.omvang(v.omvang, v.categorie)]
    tot = [] if v.tot_en_met is None else [f"tot en met {tekst.datum(v.tot_en_met)}"]
    if hoeveel or tot:
        regels.append(f"U houdt recht op deze ondersteuning: {', '.join(hoeveel + tot)}.")
    return deel("Wat er verandert" if van == 1 else f"Wat er verandert, {nummer} van {van}", *regels)

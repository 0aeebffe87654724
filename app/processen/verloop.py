"""What came of an allocation, as the two between whom it runs each know it from their own messages."""

from app.domain.keten.dossier import Betrokkenen, Partijen, Toewijzingsleutel
from app.domain.keten.historie import Vraag, leveringen_van, prestaties_op, van_toewijzing
from app.domain.keten.levering import Leverhistorie
from app.domain.partijen import Rol
from app.domain.toewijzing.verloop import Verloop, verloop
from app.domain.waarden import Gemeentecode
from app.processen.handeling import GEMEENTE, Handeling, voor


@voor(*GEMEENTE, Rol.AANBIEDER)
def lees_verloop(handeling: Handeling, nummer: int, gemeente: Gemeentecode | None) -> Verloop:
    """Deliveries and granted declarations of one allocation; a provider names who gave the number out."""
    toewijzing = handeling.opslag.toewijzingen.haal(nummer, gemeente=gemeente)
    sleutel = Toewijzingsleutel(toewijzing.gemeente, nummer)
    keten = handeling.opslag.keten(handeling.beller.code, Partijen(toewijzing.gemeente, toewijzing.aanbieder))
    dossier = keten.haal(Vraag(frozenset({van_toewijzing(sleutel), prestaties_op(sleutel)})))
    bekend = dossier.op_nummer(sleutel)
    historie = Leverhistorie()
    if bekend is not None:
        van = Betrokkenen(toewijzing.gemeente, toewijzing.aanbieder, bekend.client)
        historie = keten.haal(Vraag(frozenset({leveringen_van(van)}))).leveringen.get(van, historie)
    return verloop(toewijzing, historie, dossier.toegekend_op(sleutel), handeling.kalender, handeling.vandaag)

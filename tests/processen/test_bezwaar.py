"""An objection through the processes: letters, worklist, what runs on, what it is against (W09)."""

from dataclasses import replace
from datetime import date, timedelta
from uuid import UUID

import pytest

from app.domain.besluit.besluit import Bekendmaking, Besluit, Besluitsoort, Besluitstatus
from app.domain.bezwaar.bezwaar import (
    Aanvulling,
    Bezwaarstatus,
    Bezwaaruitkomst,
    Horen,
    Indiener,
    Ontvangstbevestiging,
    Vertegenwoordiger,
)
from app.domain.fouten import GeenToegang, VerkeerdeStatus, VoorwaardeNietVervuld
from app.domain.partijen import Overgang, Rol
from app.domain.termijnen import Opschorting, Stap
from app.domain.werkvoorraad import Werkregel
from app.processen import bekendmaken, bezwaar, vernietigen, werkvoorraad
from app.processen.bezwaar import BESLISSING, ONTVANGST, Beslisgegevens, Bezwaargegevens, Bezwaarstand
from tests.bouw import (
    BESLUIT_ID,
    CLIENT_ID,
    NIEUW_BESLUIT_ID,
    NU,
    VANDAAG,
    een_aanvraag,
    een_beller,
    een_besluit,
    kalenders,
)
from tests.documenten.lezen import tekst as lees_tekst
from tests.processen.verloop import Verloop, geweigerd

BEZWAAR = Bezwaargegevens(BESLUIT_ID, VANDAAG, Indiener.CLIENT, gronden="Twee uur is te weinig.")


def bewaar_besluit(zaak: Verloop, **anders: object) -> Besluit:
    """The announced decision of the case, carried out; or another."""
    besluit = een_besluit(
        **{
            "status": Besluitstatus.BEKENDGEMAAKT,
            "overgangen": (Overgang(Besluitstatus.GENOMEN, NU, "m"),),
            "bekendmaking": Bekendmaking(VANDAAG, "per post"),
            "uitgevoerd_op": NU,
            "plan_van_aanpak_id": None,
            "planversies": (),
        }
        | anders
    )
    with zaak.als() as handeling:
        return handeling.opslag.besluiten.bewaar(besluit)


@pytest.fixture
def besloten(mlo: Verloop) -> Verloop:
    """A case that was decided, with nothing left to do."""
    with mlo.als() as handeling:
        handeling.opslag.aanvragen.bewaar(een_aanvraag())
    bewaar_besluit(mlo)
    assert open_zaken(mlo) == ()
    return mlo


def open_zaken(zaak: Verloop) -> tuple[Werkregel, ...]:
    with zaak.als() as handeling:
        return werkvoorraad.lees_werkvoorraad(handeling, 10, None).rijen


def taken(zaak: Verloop) -> tuple[str, ...]:
    """What has to be done with the objection; the case itself is a bare one."""
    (regel,) = open_zaken(zaak)
    return tuple(taak for taak in regel.taken if "bezwaar" in taak)


def neem_aan(zaak: Verloop, gegevens: Bezwaargegevens = BEZWAAR) -> Bezwaarstand:
    with zaak.als() as handeling:
        return bezwaar.neem_aan(handeling, gegevens)


def behandel(zaak: Verloop, stand: Bezwaarstand) -> Bezwaarstand:
    """Confirm, hear and decide."""
    with zaak.als(Rol.ADMINISTRATIE) as handeling:
        stand = bezwaar.bevestig(handeling, stand.id, stand.revisie, Ontvangstbevestiging(VANDAAG, False))
    with zaak.als(Rol.BESLUIT) as handeling:
        stand = bezwaar.hoor(handeling, stand.id, stand.revisie, Horen(VANDAAG, "Gesprek."))
        return bezwaar.beslis(
            handeling, stand.id, stand.revisie, Beslisgegevens(Bezwaaruitkomst.GEGROND, "Meer tijd is nodig.")
        )


def test_an_objection_puts_the_case_back_on_the_worklist_and_changes_nothing_that_runs(
    besloten: Verloop,
) -> None:
    stand = neem_aan(besloten)

    (regel,) = open_zaken(besloten)
    klok = next(k for k in regel.klokken if k.stap is Stap.BEZWAAR)
    assert (klok.bezwaar_id, klok.uiterlijk) == (stand.id, stand.uiterlijk)
    assert stand.uiterlijk == VANDAAG + timedelta(weeks=12)
    with besloten.als() as handeling:
        besluit = handeling.opslag.besluiten.haal(BESLUIT_ID)
    assert (besluit.status, besluit.uitgevoerd_op) == (Besluitstatus.BEKENDGEMAAKT, NU)


def test_its_letters_are_kept_as_the_client_got_them(besloten: Verloop) -> None:
    stand = behandel(besloten, neem_aan(besloten))
    with besloten.als(Rol.ADMINISTRATIE) as handeling:
        voorbeeld = bezwaar.geef_beslissing(handeling, stand.id)
        bekendmaking = Bekendmaking(VANDAAG, "per post")
        stand = bezwaar.maak_bekend(handeling, stand.id, stand.revisie, bekendmaking)
    with besloten.als() as handeling:
        brieven = {d.soort: d.pdf for d in handeling.opslag.documenten.van(stand.id)}
        assert brieven.keys() == {ONTVANGST, BESLISSING}
        assert brieven[ONTVANGST] == bezwaar.geef_ontvangstbevestiging(handeling, stand.id)
        assert brieven[BESLISSING] == bezwaar.geef_beslissing(handeling, stand.id)
    tot = "Verstuur uw beroep uiterlijk op"
    assert (tot in lees_tekst(brieven[BESLISSING]), tot in lees_tekst(voorbeeld)) == (True, False)


def test_the_letters_go_to_who_acts_for_the_client(besloten: Verloop) -> None:
    """Awb 6:17; so the heirs of a client who died get them too."""
    namens = Vertegenwoordiger("A. Raadsman", ("Kerkplein 3", "6041 AA Roermond"))
    stand = neem_aan(
        besloten, replace(BEZWAAR, indiener=Indiener.VERTEGENWOORDIGER, vertegenwoordiger=namens)
    )
    stand = behandel(besloten, stand)
    with besloten.als() as handeling:
        assert handeling.opslag.bezwaren.haal(stand.id).vertegenwoordiger == namens
        for brief in (bezwaar.geef_ontvangstbevestiging, bezwaar.geef_beslissing):
            gelezen = lees_tekst(brief(handeling, stand.id))
            assert "A. Raadsman Kerkplein 3 6041 AA Roermond" in gelezen
            assert "Beste A. Raadsman" in gelezen
            assert "uw bezwaar namens " in gelezen


def test_a_letter_waits_for_the_address_of_who_acts_for_the_client(besloten: Verloop) -> None:
    """Awb 2:1 and 6:17: it never goes to the client unnoticed."""
    stand = neem_aan(besloten, replace(BEZWAAR, indiener=Indiener.VERTEGENWOORDIGER))
    assert taken(besloten)[0] == (
        f"Vraag het adres van wie namens de cliënt bezwaar {stand.bezwaar.kenmerk} maakt (Awb 6:6)."
    )
    bevestiging = Ontvangstbevestiging(VANDAAG, commissie=False)
    with geweigerd(("vertegenwoordiger", "W09")):
        besloten.neem(bezwaar.bevestig, stand.id, stand.revisie, bevestiging, rol=Rol.ADMINISTRATIE)
    with geweigerd(("vertegenwoordiger", "W09")):
        besloten.neem(bezwaar.geef_ontvangstbevestiging, stand.id)
    verzoek = Opschorting(VANDAAG, "Het adres ontbreekt.", VANDAAG + timedelta(weeks=2))
    stand = besloten.neem(bezwaar.vraag_aanvulling, stand.id, stand.revisie, verzoek, rol=Rol.ADMINISTRATIE)
    assert taken(besloten) == ()
    besloten.verzet(days=3)
    namens = Vertegenwoordiger("A. Raadsman", ("Kerkplein 3", "6041 AA Roermond"))
    stand = besloten.neem(
        bezwaar.vul_aan,
        stand.id,
        stand.revisie,
        Aanvulling(VANDAAG + timedelta(days=3), vertegenwoordiger=namens),
        rol=Rol.ADMINISTRATIE,
    )
    assert stand.bezwaar.opschortingen[0].tot == VANDAAG + timedelta(days=3)
    with besloten.als() as handeling:
        assert "A. Raadsman Kerkplein 3" in lees_tekst(bezwaar.geef_ontvangstbevestiging(handeling, stand.id))


def test_an_address_that_is_not_given_in_time_leaves_the_letter_to_the_client(besloten: Verloop) -> None:
    """So that who does not answer can still be told of a decision (Awb 6:6)."""
    stand = neem_aan(besloten, replace(BEZWAAR, indiener=Indiener.VERTEGENWOORDIGER))
    verzoek = Opschorting(VANDAAG, "Het adres ontbreekt.", VANDAAG + timedelta(weeks=2))
    besloten.neem(bezwaar.vraag_aanvulling, stand.id, stand.revisie, verzoek, rol=Rol.ADMINISTRATIE)
    besloten.verzet(weeks=2, days=1)
    assert taken(besloten)[0].startswith("Bevestig aan de cliënt de ontvangst")
    with besloten.als() as handeling:
        assert "Beste A. Raadsman" not in lees_tekst(bezwaar.geef_ontvangstbevestiging(handeling, stand.id))


def test_a_client_who_objects_has_nobody_in_the_way(besloten: Verloop) -> None:
    namens = Vertegenwoordiger("A. Raadsman", ("Kerkplein 3",))
    with geweigerd(("vertegenwoordiger", "W09")):
        neem_aan(besloten, replace(BEZWAAR, vertegenwoordiger=namens))


def test_there_is_no_letter_before_the_decision(besloten: Verloop) -> None:
    stand = neem_aan(besloten)
    with besloten.als() as handeling:
        assert bezwaar.geef_ontvangstbevestiging(handeling, stand.id).startswith(b"%PDF")
        with pytest.raises(VerkeerdeStatus):
            bezwaar.geef_beslissing(handeling, stand.id)


@pytest.mark.parametrize("rol", [Rol.TOEGANG, Rol.ADMINISTRATIE])
def test_only_who_has_the_mandate_decides(besloten: Verloop, rol: Rol) -> None:
    stand = neem_aan(besloten)
    with besloten.als(rol) as handeling, pytest.raises(GeenToegang):
        bezwaar.beslis(
            handeling, stand.id, stand.revisie, Beslisgegevens(Bezwaaruitkomst.GEGROND, "Meer tijd.")
        )


@pytest.mark.parametrize("nam", [BESLUIT_ID, NIEUW_BESLUIT_ID], ids=["het besluit", "een wijziging ervan"])
def test_who_took_a_contested_decision_does_not_decide(besloten: Verloop, nam: UUID) -> None:
    """Awb 10:3 lid 3, also for a decision that changed the first and so is contested too (6:19)."""
    ik = een_beller(rol=Rol.BESLUIT).medewerker
    with besloten.als() as handeling:
        eerste = handeling.opslag.besluiten.haal(BESLUIT_ID)
        if nam == BESLUIT_ID:
            handeling.opslag.besluiten.bewaar(
                replace(eerste, overgangen=(Overgang(Besluitstatus.GENOMEN, NU, ik),))
            )
    stand = neem_aan(besloten)
    if nam == NIEUW_BESLUIT_ID:
        bewaar_besluit(besloten, id=nam, kenmerk="B2", overgangen=(Overgang(Besluitstatus.GENOMEN, NU, ik),))
        with besloten.als() as handeling:
            bezwaren = handeling.opslag.bezwaren
            bezwaren.bewaar(replace(bezwaren.haal(stand.id), ook_tegen=(nam,)))
            stand = bezwaar.haal(handeling, stand.id)

    with pytest.raises(VoorwaardeNietVervuld) as fout:
        behandel(besloten, stand)
    (reden,) = fout.value.velden
    assert (reden.veld, reden.regel) == ("medewerker", "W09")
    assert "10:3 lid 3" in reden.melding


def test_an_upheld_objection_stays_until_the_decision_that_follows_is_named(besloten: Verloop) -> None:
    stand = behandel(besloten, neem_aan(besloten))
    with besloten.als(Rol.BESLUIT) as handeling:
        bekend = Bekendmaking(VANDAAG, "per post")
        stand = bezwaar.maak_bekend(handeling, stand.id, stand.revisie, bekend)
    assert len(open_zaken(besloten)) == 1

    opvolger = bewaar_besluit(
        besloten,
        id=NIEUW_BESLUIT_ID,
        kenmerk="B2",
        soort=Besluitsoort.HERSTEL,
        wijzigt=BESLUIT_ID,
        ingangsdatum=VANDAAG,
    )
    with besloten.als(Rol.BESLUIT) as handeling:
        stand = bezwaar.volg_op(handeling, stand.id, stand.revisie, opvolger.id)
    assert stand.bezwaar.opvolger == opvolger.id
    assert open_zaken(besloten) == ()


def test_a_change_that_is_announced_meanwhile_is_contested_too(besloten: Verloop) -> None:
    stand = neem_aan(besloten)
    wijziging = bewaar_besluit(
        besloten,
        id=NIEUW_BESLUIT_ID,
        kenmerk="B2",
        status=Besluitstatus.GENOMEN,
        soort=Besluitsoort.HERBEOORDELING,
        wijzigt=BESLUIT_ID,
        ingangsdatum=date(2026, 9, 1),
        regels=(),
        bekendmaking=None,
        uitgevoerd_op=None,
    )
    with besloten.als(Rol.BESLUIT) as handeling:
        bekendmaking = Bekendmaking(VANDAAG, "per post")
        bekendmaken.maak_bekend(handeling, wijziging.id, wijziging.revisie, bekendmaking)
        assert bezwaar.haal(handeling, stand.id).bezwaar.ook_tegen == (wijziging.id,)


def test_the_term_of_an_early_objection_starts_with_the_announcement(mlo: Verloop) -> None:
    with mlo.als() as handeling:
        handeling.opslag.aanvragen.bewaar(een_aanvraag())
    genomen = bewaar_besluit(
        mlo, status=Besluitstatus.GENOMEN, bekendmaking=None, uitgevoerd_op=None, regels=()
    )
    stand = neem_aan(mlo)
    assert stand.uiterlijk is None
    with mlo.als(Rol.BESLUIT) as handeling:
        bekendmaken.maak_bekend(handeling, genomen.id, genomen.revisie, Bekendmaking(VANDAAG, "per post"))
        assert bezwaar.haal(handeling, stand.id).uiterlijk == VANDAAG + timedelta(weeks=12)


def test_a_case_with_an_objection_is_not_destroyed(besloten: Verloop) -> None:
    neem_aan(besloten)
    with besloten.als() as handeling:
        (zaak,) = vernietigen._zaken(handeling.opslag, CLIENT_ID, date(2040, 1, 5), kalenders)
    assert "Er loopt nog een bezwaar." in zaak.lopend


def test_a_withdrawn_objection_leaves_nothing_to_do(besloten: Verloop) -> None:
    stand = neem_aan(besloten)
    with besloten.als() as handeling:
        stand = bezwaar.trek_in(handeling, stand.id, stand.revisie, VANDAAG, "Het is opgelost.")
    assert stand.bezwaar.status is Bezwaarstatus.INGETROKKEN
    assert open_zaken(besloten) == ()

"""What a provider gets to see: on what footing, and until when."""

from dataclasses import replace
from datetime import UTC, date, datetime
from uuid import UUID

import pytest

from app.domain.fouten import VerkeerdeStatus
from app.domain.onderzoek import Onderdeel, Onderzoek
from app.domain.partijen import Aanbieder, Overgang
from app.domain.plan import delen
from app.domain.plan.ondersteuningsplan import (
    Brondocument,
    Clientinformatie,
    GedeeldOnderdeel,
    Ondersteuningsplan,
    Planstatus,
    Uitvraag,
    Verzending,
)
from app.domain.rapportage import Rapportage, Rapportagesoort
from tests.bouw import (
    AANBIEDER,
    CLIENT_ID,
    MELDING_ID,
    NU,
    ONDERZOEK_ID,
    ROERMOND,
    een_ondersteuningsplan,
    een_plan_van_aanpak,
    het_profiel,
)

MLO, HVB = het_profiel("mlo"), het_profiel("hvb")
LINDE = Aanbieder(AANBIEDER, ROERMOND, "De Linde", "linde@zorgmail.example.nl")
MAIL = Verzending("zorgmail", "linde@zorgmail.example.nl", NU, "ZM-1")
DEEL = GedeeldOnderdeel(Brondocument.VRAAGANALYSE, "wonen", "Hulp plannen.", True, True, "Nodig.")
WONEN = Onderdeel("wonen", "Wonen", "Woont alleen.")


def verslag(soort: Rapportagesoort, nummer: int) -> Rapportage:
    return Rapportage(
        UUID(int=nummer),
        ROERMOND,
        CLIENT_ID,
        MELDING_ID,
        soort,
        date(2026, 2, 2),
        "cliënt",
        "Verhaal.",
        "m",
        NU,
    )


def bronnen(*rapportages: Rapportage) -> delen.Bronnen:
    dag = date(2026, 1, 5)
    onderzoek = Onderzoek(ONDERZOEK_ID, ROERMOND, CLIENT_ID, MELDING_ID, dag, onderdelen=(WONEN,))
    return delen.bronnen(
        onderzoek, een_plan_van_aanpak(onderdelen=(Onderdeel("doel", "Doel", "T."),)), rapportages
    )


def plan(status: Planstatus) -> Ondersteuningsplan:
    uitvraag = Uitvraag((DEEL,), replace(MAIL, afgeleverd_op=NU))
    return een_ondersteuningsplan(status=status, uitvraag=uitvraag, overgangen=(Overgang(status, NU, "m"),))


def test_of_the_report_only_conversation_reports_are_shared() -> None:
    gedeeld = bronnen(verslag(Rapportagesoort.GESPREKSVERSLAG, 1), verslag(Rapportagesoort.AFSPRAAK, 2))

    assert set(gedeeld[Brondocument.GESPREKSVERSLAG]) == {str(UUID(int=1))}


def test_a_part_that_is_unknown_or_named_twice_is_found() -> None:
    uitvraag = Uitvraag((DEEL, replace(DEEL, onderdeel="tuin"), DEEL), MAIL)

    gevonden = [f.veld for f in delen.onbekende_onderdelen(uitvraag, bronnen())]

    assert gevonden == ["onderdelen[1].onderdeel", "onderdelen[2].onderdeel"]


@pytest.mark.parametrize("kanaal", ["e-mail", "post", "whatsapp", "Zorgmail", ""])
def test_any_channel_that_is_not_secured_is_refused(kanaal: str) -> None:
    gevonden = delen.onveilige_verzending(replace(MAIL, kanaal=kanaal), LINDE, MLO)

    assert [f.regel for f in gevonden] == ["M26"]


def test_zorgmail_goes_with_a_reference_to_the_address_of_the_provider() -> None:
    verkeerd = replace(MAIL, geadresseerde="ander@zorgmail.example.nl", berichtkenmerk=None)

    assert [f.veld for f in delen.onveilige_verzending(verkeerd, LINDE, MLO)] == [
        "verzending.berichtkenmerk",
        "verzending.geadresseerde",
    ]
    assert not list(delen.onveilige_verzending(MAIL, LINDE, MLO))


def test_the_client_knows_on_the_day_of_sending_at_the_latest() -> None:
    net_na_middernacht = replace(MAIL, op=datetime(2026, 2, 1, 23, 30, tzinfo=UTC))
    dezelfde_dag = Clientinformatie(date(2026, 2, 2), "thuis", "m")

    assert not list(delen.ontbrekende_clientinformatie(dezelfde_dag, net_na_middernacht, MLO))
    dag_erna = replace(dezelfde_dag, op=date(2026, 2, 3))
    for te_laat in (dag_erna, None):
        assert [f.regel for f in delen.ontbrekende_clientinformatie(te_laat, net_na_middernacht, MLO)] == [
            "M23"
        ]
        assert not list(delen.ontbrekende_clientinformatie(te_laat, net_na_middernacht, HVB))


@pytest.mark.parametrize("wens", [True, False])
def test_consent_is_asked_in_one_region_and_not_in_the_other(wens: bool) -> None:
    gevraagd, niet_gevraagd = replace(DEEL, client_wil_delen=wens), DEEL

    assert [f.regel for f in delen.gevraagde_toestemming(gevraagd, "o", MLO)] == ["M22"]
    assert not list(delen.gevraagde_toestemming(niet_gevraagd, "o", MLO))
    assert [f.regel for f in delen.onvolledige_deelkeuze(niet_gevraagd, "o", HVB)] == ["H07"]
    assert not list(delen.onvolledige_deelkeuze(gevraagd, "o", HVB))


def test_consent_does_not_make_a_needless_part_shareable() -> None:
    onnodig = replace(DEEL, noodzakelijk=False, client_wil_delen=True)

    assert [f.regel for f in delen.disproportioneel(onnodig, "o")] == ["M25"]
    assert not list(delen.disproportioneel(replace(onnodig, gedeeld=False), "o"))


def test_where_consent_is_asked_every_part_of_both_documents_is_chosen() -> None:
    gevonden = delen.ontbrekende_deelkeuzes(Uitvraag((DEEL,), MAIL), bronnen(), HVB)

    assert [f.melding for f in gevonden] == ["Leg ook de keuze vast over onderdeel doel (plan_van_aanpak)."]
    assert not list(delen.ontbrekende_deelkeuzes(Uitvraag((DEEL,), MAIL), bronnen(), MLO))


@pytest.mark.parametrize("status", delen.GEEN_INZAGE)
def test_access_ends_when_the_request_is_declined_or_withdrawn(status: Planstatus) -> None:
    gezien = delen.voor_aanbieder(plan(status))

    assert (gezien.casus, gezien.resultaten, gezien.uitvraag, gezien.invulling) == ("", (), None, None)
    with pytest.raises(VerkeerdeStatus):
        delen.vereis_inzage(plan(status))
    assert delen.delingen(plan(status))[0].beeindigd_op == NU


def test_access_lasts_while_the_plan_does() -> None:
    for status in set(Planstatus) - set(delen.GEEN_INZAGE):
        assert delen.voor_aanbieder(plan(status)) == plan(status)
        assert delen.vereis_inzage(plan(status)).onderdelen == (DEEL,)


def test_only_what_was_shared_is_given() -> None:
    niet = replace(DEEL, document=Brondocument.PLAN_VAN_AANPAK, onderdeel="doel", gedeeld=False)

    assert delen.gedeelde_onderdelen(Uitvraag((DEEL, niet), MAIL), bronnen()) == (WONEN,)

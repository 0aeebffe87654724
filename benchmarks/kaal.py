"""A stock endpoint of FastAPI and the ORM of SQLAlchemy, with the statements of submitting a plan.

It is what a program without rules, tenants and encryption would do: the same tables, the same reads and
writes in one transaction, pydantic in and out.
"""

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Annotated, Any
from uuid import UUID, uuid4

from fastapi import Depends, FastAPI
from pydantic import BaseModel, ConfigDict
from sqlalchemy import Table, select, update
from sqlalchemy.orm import Session, registry, sessionmaker

from app.opslag import tabellen as t
from app.opslag.motoren import maak_motor


def _klasse(tabel: Table) -> Any:
    """A mapped class over a table that is there."""
    klasse = type(tabel.name, (), {})
    registry(metadata=t.metadata).map_imperatively(klasse, tabel)
    return klasse


Plan, Versie, PlanVanAanpak, Product, Contract, Werkstand, Verwerking = map(
    _klasse,
    (t.ondersteuningsplan, t.planversie, t.plan_van_aanpak, t.product, t.contract, t.werkstand, t.verwerking),
)


class Indiening(BaseModel):
    formulierVersie: str  # noqa: N815
    gerichtAan: str  # noqa: N815


class PlanUit(BaseModel):
    model_config = ConfigDict(from_attributes=True)

    id: UUID
    gemeente: str
    client_id: UUID
    melding_id: UUID
    aanbieder: str
    profiel: str
    status: str
    versie: int
    revisie: int


def maak_app(url: str) -> FastAPI:
    """The app, on a database that was migrated."""
    maak_sessie = sessionmaker(maak_motor(url), expire_on_commit=False)

    def sessie() -> Iterator[Session]:
        with maak_sessie() as open_:
            yield open_

    app = FastAPI()

    @app.post("/indieningen/{plan_id}", response_model=PlanUit)
    def dien_in(plan_id: UUID, indiening: Indiening, sessie: Annotated[Session, Depends(sessie)]) -> Any:
        nu = datetime.now(UTC)
        plan = sessie.get_one(Plan, plan_id)
        plan.revisie += 1
        plan.inhoud = plan.inhoud + b" "
        sessie.flush()
        sessie.execute(select(Plan.gemeente, Plan.client_id).where(Plan.id == plan_id)).one()
        van = {"client_id": plan.client_id, "gemeente": plan.gemeente}
        van_versie = {"plan_id": plan.id, "volgnummer": plan.versie + 100, "inhoud": plan.inhoud}
        sessie.add(_gevuld(Versie(), **van, **van_versie, aangemaakt=nu, ingediend_op=nu))
        sessie.flush()
        sessie.get_one(PlanVanAanpak, plan.plan_van_aanpak_id)
        sessie.scalars(select(Product).where(Product.gemeente == plan.gemeente)).all()
        sessie.scalars(
            select(Contract).where(Contract.gemeente == plan.gemeente, Contract.aanbieder == plan.aanbieder)
        ).all()
        sessie.execute(
            update(Werkstand).where(Werkstand.melding_id == plan.melding_id).values(aan_zet="gemeente")
        )
        for soort in ("ondersteuningsplan", "planversie", "plan_van_aanpak", "ondersteuningsplan"):
            sessie.add(
                _gevuld(
                    Verwerking(), moment=nu, trace_id=uuid4().hex, activiteit="dien_in", partij="aanbieder",
                    code=plan.aanbieder, medewerker="m", rol="aanbieder", systeem="kaal", actie="lezen",
                    object_soort=soort, object_id=str(plan.id), span_id="0" * 16, einde=nu, versie="0", **van,
                )
            )  # fmt: skip
        sessie.commit()
        return plan

    return app


def _gevuld(rij: Any, **waarden: Any) -> Any:
    for naam, waarde in waarden.items():
        setattr(rij, naam, waarde)
    return rij

"""The first tables."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)
OPEN_PLAN = sa.text("status IN ('concept', 'uitgevraagd', 'ingediend', 'teruggelegd', 'akkoord')")
ALLEEN_TOEVOEGEN = ("planversie", "beoordeling", "document", "verwerking")


def upgrade() -> None:
    op.create_table(
        "aanbieder",
        sa.Column("gemeente", sa.String(4), nullable=False),
        sa.Column("agb", sa.String(8), nullable=False),
        sa.Column("inhoud", sa.JSON(), nullable=False),
        sa.Column("aangemaakt", MOMENT, nullable=False),
        sa.Column("revisie", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("gemeente", "agb", name="pk_aanbieder"),
    )

    op.create_table(
        "client",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("gemeente", sa.String(4), nullable=False),
        sa.Column("inhoud", sa.LargeBinary(), nullable=False),
        sa.Column("aangemaakt", MOMENT, nullable=False),
        sa.Column("bsn_zoekwaarde", sa.String(64), nullable=False),
        sa.Column("revisie", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_client"),
        sa.UniqueConstraint("gemeente", "bsn_zoekwaarde", name="uq_client_gemeente_bsn_zoekwaarde"),
        sa.UniqueConstraint("gemeente", "id", name="uq_client_gemeente_id"),
    )
    op.create_index("ix_client_gemeente_aangemaakt", "client", ["gemeente", "aangemaakt"])

    op.create_table(
        "nummering",
        sa.Column("gemeente", sa.String(4), nullable=False),
        sa.Column("reeks", sa.String(16), nullable=False),
        sa.Column("laatste", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("gemeente", "reeks", name="pk_nummering"),
    )

    op.create_table(
        "product",
        sa.Column("gemeente", sa.String(4), nullable=False),
        sa.Column("categorie", sa.String(2), nullable=False),
        sa.Column("code", sa.String(5), nullable=False),
        sa.Column("inhoud", sa.JSON(), nullable=False),
        sa.Column("aangemaakt", MOMENT, nullable=False),
        sa.Column("revisie", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("gemeente", "categorie", "code", name="pk_product"),
    )

    op.create_table(
        "verwerking",
        sa.Column(
            "id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False, autoincrement=True
        ),
        sa.Column("moment", MOMENT, nullable=False),
        sa.Column("trace_id", sa.String(32), nullable=False),
        sa.Column("activiteit", sa.String(), nullable=False),
        sa.Column("partij", sa.String(12), nullable=False),
        sa.Column("code", sa.String(8), nullable=False),
        sa.Column("medewerker", sa.String(), nullable=False),
        sa.Column("rol", sa.String(16), nullable=False),
        sa.Column("systeem", sa.String(), nullable=False),
        sa.Column("actie", sa.String(8), nullable=False),
        sa.Column("object_soort", sa.String(24), nullable=False),
        sa.Column("object_id", sa.String(64), nullable=False),
        sa.Column("gemeente", sa.String(4), nullable=False),
        sa.Column("client_id", sa.Uuid(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_verwerking"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_verwerking_gemeente_client_id_id", "verwerking", ["gemeente", "client_id", "id"])
    op.create_index("ix_verwerking_trace_id", "verwerking", ["trace_id"])

    op.create_table(
        "contract",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("gemeente", sa.String(4), nullable=False),
        sa.Column("aanbieder", sa.String(8), nullable=False),
        sa.Column("categorie", sa.String(2), nullable=False),
        sa.Column("code", sa.String(5), nullable=False),
        sa.Column("begin", sa.Date(), nullable=False),
        sa.Column("eind", sa.Date()),
        sa.Column("inhoud", sa.JSON(), nullable=False),
        sa.Column("aangemaakt", MOMENT, nullable=False),
        sa.Column("revisie", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_contract"),
        sa.ForeignKeyConstraint(
            ["gemeente", "aanbieder"],
            ["aanbieder.gemeente", "aanbieder.agb"],
            name="fk_contract_gemeente_aanbieder",
        ),
        sa.ForeignKeyConstraint(
            ["gemeente", "categorie", "code"],
            ["product.gemeente", "product.categorie", "product.code"],
            name="fk_contract_gemeente_categorie_code",
        ),
    )
    op.create_index("ix_contract_aanbieder", "contract", ["aanbieder"])
    op.create_index(
        "ix_contract_gemeente_aanbieder_categorie_code",
        "contract",
        ["gemeente", "aanbieder", "categorie", "code"],
    )

    op.create_table(
        "document",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("client_id", sa.Uuid(), nullable=False),
        sa.Column("gemeente", sa.String(4), nullable=False),
        sa.Column("inhoud", sa.LargeBinary(), nullable=False),
        sa.Column("aangemaakt", MOMENT, nullable=False),
        sa.Column("soort", sa.String(), nullable=False),
        sa.Column("verwijst_naar", sa.Uuid(), nullable=False),
        sa.Column("versie", sa.Integer()),
        sa.Column("verstrekt_op", MOMENT, nullable=False),
        sa.Column("sha256", sa.String(64), nullable=False),
        sa.Column("pdf", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_document"),
        sa.ForeignKeyConstraint(
            ["gemeente", "client_id"], ["client.gemeente", "client.id"], name="fk_document_gemeente_client_id"
        ),
    )
    op.create_index("ix_document_client_id", "document", ["client_id"])
    op.create_index("ix_document_gemeente_aangemaakt", "document", ["gemeente", "aangemaakt"])
    op.create_index("ix_document_verwijst_naar", "document", ["verwijst_naar"])

    op.create_table(
        "melding",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("client_id", sa.Uuid(), nullable=False),
        sa.Column("gemeente", sa.String(4), nullable=False),
        sa.Column("inhoud", sa.LargeBinary(), nullable=False),
        sa.Column("aangemaakt", MOMENT, nullable=False),
        sa.Column("ontvangen_op", sa.Date(), nullable=False),
        sa.Column("spoed", sa.Boolean(), nullable=False),
        sa.Column("revisie", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_melding"),
        sa.ForeignKeyConstraint(
            ["gemeente", "client_id"], ["client.gemeente", "client.id"], name="fk_melding_gemeente_client_id"
        ),
    )
    op.create_index("ix_melding_client_id", "melding", ["client_id"])
    op.create_index("ix_melding_gemeente_aangemaakt", "melding", ["gemeente", "aangemaakt"])

    op.create_table(
        "toewijzingsbericht",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("client_id", sa.Uuid(), nullable=False),
        sa.Column("gemeente", sa.String(4), nullable=False),
        sa.Column("inhoud", sa.LargeBinary(), nullable=False),
        sa.Column("aangemaakt", MOMENT, nullable=False),
        sa.Column("aanbieder", sa.String(8), nullable=False),
        sa.Column("identificatie", sa.String(12), nullable=False),
        sa.Column("dagtekening", sa.Date(), nullable=False),
        sa.Column("status", sa.String(12), nullable=False),
        sa.Column("xml", sa.LargeBinary(), nullable=False),
        sa.Column("revisie", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_toewijzingsbericht"),
        sa.ForeignKeyConstraint(
            ["gemeente", "aanbieder"],
            ["aanbieder.gemeente", "aanbieder.agb"],
            name="fk_toewijzingsbericht_gemeente_aanbieder",
        ),
        sa.ForeignKeyConstraint(
            ["gemeente", "client_id"],
            ["client.gemeente", "client.id"],
            name="fk_toewijzingsbericht_gemeente_client_id",
        ),
        sa.UniqueConstraint("gemeente", "identificatie", name="uq_toewijzingsbericht_gemeente_identificatie"),
    )
    op.create_index("ix_toewijzingsbericht_aanbieder", "toewijzingsbericht", ["aanbieder"])
    op.create_index("ix_toewijzingsbericht_client_id", "toewijzingsbericht", ["client_id"])
    op.create_index(
        "ix_toewijzingsbericht_gemeente_aangemaakt", "toewijzingsbericht", ["gemeente", "aangemaakt"]
    )

    op.create_table(
        "onderzoek",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("client_id", sa.Uuid(), nullable=False),
        sa.Column("gemeente", sa.String(4), nullable=False),
        sa.Column("inhoud", sa.LargeBinary(), nullable=False),
        sa.Column("aangemaakt", MOMENT, nullable=False),
        sa.Column("melding_id", sa.Uuid(), nullable=False),
        sa.Column("revisie", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_onderzoek"),
        sa.ForeignKeyConstraint(
            ["gemeente", "client_id"],
            ["client.gemeente", "client.id"],
            name="fk_onderzoek_gemeente_client_id",
        ),
        sa.ForeignKeyConstraint(["melding_id"], ["melding.id"], name="fk_onderzoek_melding_id"),
    )
    op.create_index("ix_onderzoek_client_id", "onderzoek", ["client_id"])
    op.create_index("ix_onderzoek_gemeente_aangemaakt", "onderzoek", ["gemeente", "aangemaakt"])
    op.create_index("ix_onderzoek_melding_id", "onderzoek", ["melding_id"])

    op.create_table(
        "plan_van_aanpak",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("client_id", sa.Uuid(), nullable=False),
        sa.Column("gemeente", sa.String(4), nullable=False),
        sa.Column("inhoud", sa.LargeBinary(), nullable=False),
        sa.Column("aangemaakt", MOMENT, nullable=False),
        sa.Column("melding_id", sa.Uuid(), nullable=False),
        sa.Column("onderzoek_id", sa.Uuid(), nullable=False),
        sa.Column("volgnummer", sa.Integer(), nullable=False),
        sa.Column("vervangt", sa.Uuid()),
        sa.Column("revisie", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_plan_van_aanpak"),
        sa.ForeignKeyConstraint(
            ["gemeente", "client_id"],
            ["client.gemeente", "client.id"],
            name="fk_plan_van_aanpak_gemeente_client_id",
        ),
        sa.ForeignKeyConstraint(["melding_id"], ["melding.id"], name="fk_plan_van_aanpak_melding_id"),
        sa.ForeignKeyConstraint(["onderzoek_id"], ["onderzoek.id"], name="fk_plan_van_aanpak_onderzoek_id"),
        sa.ForeignKeyConstraint(["vervangt"], ["plan_van_aanpak.id"], name="fk_plan_van_aanpak_vervangt"),
        sa.UniqueConstraint("melding_id", "volgnummer", name="uq_plan_van_aanpak_melding_id_volgnummer"),
    )
    op.create_index("ix_plan_van_aanpak_client_id", "plan_van_aanpak", ["client_id"])
    op.create_index("ix_plan_van_aanpak_gemeente_aangemaakt", "plan_van_aanpak", ["gemeente", "aangemaakt"])
    op.create_index("ix_plan_van_aanpak_melding_id", "plan_van_aanpak", ["melding_id"])

    op.create_table(
        "aanvraag",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("client_id", sa.Uuid(), nullable=False),
        sa.Column("gemeente", sa.String(4), nullable=False),
        sa.Column("inhoud", sa.LargeBinary(), nullable=False),
        sa.Column("aangemaakt", MOMENT, nullable=False),
        sa.Column("melding_id", sa.Uuid(), nullable=False),
        sa.Column("plan_van_aanpak_id", sa.Uuid()),
        sa.Column("ontvangen_op", sa.Date(), nullable=False),
        sa.Column("revisie", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_aanvraag"),
        sa.ForeignKeyConstraint(
            ["gemeente", "client_id"], ["client.gemeente", "client.id"], name="fk_aanvraag_gemeente_client_id"
        ),
        sa.ForeignKeyConstraint(["melding_id"], ["melding.id"], name="fk_aanvraag_melding_id"),
        sa.ForeignKeyConstraint(
            ["plan_van_aanpak_id"], ["plan_van_aanpak.id"], name="fk_aanvraag_plan_van_aanpak_id"
        ),
    )
    op.create_index("ix_aanvraag_client_id", "aanvraag", ["client_id"])
    op.create_index("ix_aanvraag_gemeente_aangemaakt", "aanvraag", ["gemeente", "aangemaakt"])
    op.create_index("ix_aanvraag_melding_id", "aanvraag", ["melding_id"])

    op.create_table(
        "afziening",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("client_id", sa.Uuid(), nullable=False),
        sa.Column("gemeente", sa.String(4), nullable=False),
        sa.Column("inhoud", sa.LargeBinary(), nullable=False),
        sa.Column("aangemaakt", MOMENT, nullable=False),
        sa.Column("melding_id", sa.Uuid(), nullable=False),
        sa.Column("plan_van_aanpak_id", sa.Uuid(), nullable=False),
        sa.Column("aanbieder", sa.String(8), nullable=False),
        sa.Column("revisie", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_afziening"),
        sa.ForeignKeyConstraint(
            ["gemeente", "aanbieder"],
            ["aanbieder.gemeente", "aanbieder.agb"],
            name="fk_afziening_gemeente_aanbieder",
        ),
        sa.ForeignKeyConstraint(
            ["gemeente", "client_id"],
            ["client.gemeente", "client.id"],
            name="fk_afziening_gemeente_client_id",
        ),
        sa.ForeignKeyConstraint(["melding_id"], ["melding.id"], name="fk_afziening_melding_id"),
        sa.ForeignKeyConstraint(
            ["plan_van_aanpak_id"], ["plan_van_aanpak.id"], name="fk_afziening_plan_van_aanpak_id"
        ),
    )
    op.create_index("ix_afziening_aanbieder", "afziening", ["aanbieder"])
    op.create_index("ix_afziening_client_id", "afziening", ["client_id"])
    op.create_index("ix_afziening_gemeente_aangemaakt", "afziening", ["gemeente", "aangemaakt"])
    op.create_index("ix_afziening_melding_id", "afziening", ["melding_id"])
    op.create_index("ix_afziening_plan_van_aanpak_id", "afziening", ["plan_van_aanpak_id"])

    op.create_table(
        "ondersteuningsplan",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("client_id", sa.Uuid(), nullable=False),
        sa.Column("gemeente", sa.String(4), nullable=False),
        sa.Column("inhoud", sa.LargeBinary(), nullable=False),
        sa.Column("aangemaakt", MOMENT, nullable=False),
        sa.Column("melding_id", sa.Uuid(), nullable=False),
        sa.Column("plan_van_aanpak_id", sa.Uuid(), nullable=False),
        sa.Column("aanbieder", sa.String(8), nullable=False),
        sa.Column("profiel", sa.String(), nullable=False),
        sa.Column("profielversie", sa.String(), nullable=False),
        sa.Column("aanleiding", sa.String(20), nullable=False),
        sa.Column("status", sa.String(12), nullable=False),
        sa.Column("uitgevraagd", sa.Boolean(), nullable=False),
        sa.Column("versie", sa.Integer(), nullable=False),
        sa.Column("vervangt", sa.Uuid()),
        sa.Column("revisie", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_ondersteuningsplan"),
        sa.ForeignKeyConstraint(
            ["gemeente", "aanbieder"],
            ["aanbieder.gemeente", "aanbieder.agb"],
            name="fk_ondersteuningsplan_gemeente_aanbieder",
        ),
        sa.ForeignKeyConstraint(
            ["gemeente", "client_id"],
            ["client.gemeente", "client.id"],
            name="fk_ondersteuningsplan_gemeente_client_id",
        ),
        sa.ForeignKeyConstraint(["melding_id"], ["melding.id"], name="fk_ondersteuningsplan_melding_id"),
        sa.ForeignKeyConstraint(
            ["plan_van_aanpak_id"], ["plan_van_aanpak.id"], name="fk_ondersteuningsplan_plan_van_aanpak_id"
        ),
        sa.ForeignKeyConstraint(
            ["vervangt"], ["ondersteuningsplan.id"], name="fk_ondersteuningsplan_vervangt"
        ),
    )
    op.create_index("ix_ondersteuningsplan_aanbieder", "ondersteuningsplan", ["aanbieder"])
    op.create_index("ix_ondersteuningsplan_client_id", "ondersteuningsplan", ["client_id"])
    op.create_index(
        "ix_ondersteuningsplan_gemeente_aangemaakt", "ondersteuningsplan", ["gemeente", "aangemaakt"]
    )
    op.create_index("ix_ondersteuningsplan_melding_id", "ondersteuningsplan", ["melding_id"])
    op.create_index(
        "uq_ondersteuningsplan_open",
        "ondersteuningsplan",
        ["plan_van_aanpak_id", "aanbieder"],
        unique=True,
        sqlite_where=OPEN_PLAN,
        postgresql_where=OPEN_PLAN,
    )

    op.create_table(
        "besluit",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("client_id", sa.Uuid(), nullable=False),
        sa.Column("gemeente", sa.String(4), nullable=False),
        sa.Column("inhoud", sa.LargeBinary(), nullable=False),
        sa.Column("aangemaakt", MOMENT, nullable=False),
        sa.Column("melding_id", sa.Uuid(), nullable=False),
        sa.Column("aanvraag_id", sa.Uuid()),
        sa.Column("plan_van_aanpak_id", sa.Uuid()),
        sa.Column("kenmerk", sa.String(), nullable=False),
        sa.Column("soort", sa.String(16), nullable=False),
        sa.Column("vorm", sa.String(28), nullable=False),
        sa.Column("uitkomst", sa.String(16), nullable=False),
        sa.Column("status", sa.String(16), nullable=False),
        sa.Column("bekendgemaakt_op", sa.Date()),
        sa.Column("wijzigt", sa.Uuid()),
        sa.Column("revisie", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_besluit"),
        sa.ForeignKeyConstraint(["aanvraag_id"], ["aanvraag.id"], name="fk_besluit_aanvraag_id"),
        sa.ForeignKeyConstraint(
            ["gemeente", "client_id"], ["client.gemeente", "client.id"], name="fk_besluit_gemeente_client_id"
        ),
        sa.ForeignKeyConstraint(["melding_id"], ["melding.id"], name="fk_besluit_melding_id"),
        sa.ForeignKeyConstraint(
            ["plan_van_aanpak_id"], ["plan_van_aanpak.id"], name="fk_besluit_plan_van_aanpak_id"
        ),
        sa.ForeignKeyConstraint(["wijzigt"], ["besluit.id"], name="fk_besluit_wijzigt"),
        sa.UniqueConstraint("gemeente", "kenmerk", name="uq_besluit_gemeente_kenmerk"),
    )
    op.create_index("ix_besluit_client_id", "besluit", ["client_id"])
    op.create_index("ix_besluit_gemeente_aangemaakt", "besluit", ["gemeente", "aangemaakt"])
    op.create_index("ix_besluit_melding_id", "besluit", ["melding_id"])

    op.create_table(
        "planversie",
        sa.Column("plan_id", sa.Uuid(), nullable=False),
        sa.Column("volgnummer", sa.Integer(), nullable=False, autoincrement=False),
        sa.Column("client_id", sa.Uuid(), nullable=False),
        sa.Column("gemeente", sa.String(4), nullable=False),
        sa.Column("inhoud", sa.LargeBinary(), nullable=False),
        sa.Column("aangemaakt", MOMENT, nullable=False),
        sa.Column("ingediend_op", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("plan_id", "volgnummer", name="pk_planversie"),
        sa.ForeignKeyConstraint(
            ["gemeente", "client_id"],
            ["client.gemeente", "client.id"],
            name="fk_planversie_gemeente_client_id",
        ),
        sa.ForeignKeyConstraint(["plan_id"], ["ondersteuningsplan.id"], name="fk_planversie_plan_id"),
    )
    op.create_index("ix_planversie_client_id", "planversie", ["client_id"])
    op.create_index("ix_planversie_gemeente_aangemaakt", "planversie", ["gemeente", "aangemaakt"])

    op.create_table(
        "rapportage",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("client_id", sa.Uuid(), nullable=False),
        sa.Column("gemeente", sa.String(4), nullable=False),
        sa.Column("inhoud", sa.LargeBinary(), nullable=False),
        sa.Column("aangemaakt", MOMENT, nullable=False),
        sa.Column("melding_id", sa.Uuid(), nullable=False),
        sa.Column("plan_id", sa.Uuid()),
        sa.Column("afziening_id", sa.Uuid()),
        sa.Column("revisie", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_rapportage"),
        sa.ForeignKeyConstraint(["afziening_id"], ["afziening.id"], name="fk_rapportage_afziening_id"),
        sa.ForeignKeyConstraint(
            ["gemeente", "client_id"],
            ["client.gemeente", "client.id"],
            name="fk_rapportage_gemeente_client_id",
        ),
        sa.ForeignKeyConstraint(["melding_id"], ["melding.id"], name="fk_rapportage_melding_id"),
        sa.ForeignKeyConstraint(["plan_id"], ["ondersteuningsplan.id"], name="fk_rapportage_plan_id"),
    )
    op.create_index("ix_rapportage_client_id", "rapportage", ["client_id"])
    op.create_index("ix_rapportage_gemeente_aangemaakt", "rapportage", ["gemeente", "aangemaakt"])
    op.create_index("ix_rapportage_melding_id", "rapportage", ["melding_id"])
    op.create_index("ix_rapportage_plan_id", "rapportage", ["plan_id"])

    op.create_table(
        "beoordeling",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("client_id", sa.Uuid(), nullable=False),
        sa.Column("gemeente", sa.String(4), nullable=False),
        sa.Column("inhoud", sa.LargeBinary(), nullable=False),
        sa.Column("aangemaakt", MOMENT, nullable=False),
        sa.Column("plan_id", sa.Uuid(), nullable=False),
        sa.Column("versie", sa.Integer(), nullable=False),
        sa.Column("oordeel", sa.String(12), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_beoordeling"),
        sa.ForeignKeyConstraint(
            ["gemeente", "client_id"],
            ["client.gemeente", "client.id"],
            name="fk_beoordeling_gemeente_client_id",
        ),
        sa.ForeignKeyConstraint(
            ["plan_id", "versie"],
            ["planversie.plan_id", "planversie.volgnummer"],
            name="fk_beoordeling_plan_id_versie",
        ),
    )
    op.create_index("ix_beoordeling_client_id", "beoordeling", ["client_id"])
    op.create_index("ix_beoordeling_gemeente_aangemaakt", "beoordeling", ["gemeente", "aangemaakt"])
    op.create_index("ix_beoordeling_plan_id_versie", "beoordeling", ["plan_id", "versie"])

    op.create_table(
        "toewijzing",
        sa.Column("gemeente", sa.String(4), nullable=False),
        sa.Column("nummer", sa.Integer(), nullable=False, autoincrement=False),
        sa.Column("client_id", sa.Uuid(), nullable=False),
        sa.Column("melding_id", sa.Uuid(), nullable=False),
        sa.Column("aanbieder", sa.String(8), nullable=False),
        sa.Column("categorie", sa.String(2)),
        sa.Column("productcode", sa.String(5)),
        sa.Column("besluit_id", sa.Uuid(), nullable=False),
        sa.Column("begin", sa.Date(), nullable=False),
        sa.Column("eind", sa.Date()),
        sa.Column("inhoud", sa.LargeBinary(), nullable=False),
        sa.Column("aangemaakt", MOMENT, nullable=False),
        sa.Column("revisie", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("gemeente", "nummer", name="pk_toewijzing"),
        sa.ForeignKeyConstraint(["besluit_id"], ["besluit.id"], name="fk_toewijzing_besluit_id"),
        sa.ForeignKeyConstraint(
            ["gemeente", "aanbieder"],
            ["aanbieder.gemeente", "aanbieder.agb"],
            name="fk_toewijzing_gemeente_aanbieder",
        ),
        sa.ForeignKeyConstraint(
            ["gemeente", "client_id"],
            ["client.gemeente", "client.id"],
            name="fk_toewijzing_gemeente_client_id",
        ),
        sa.ForeignKeyConstraint(["melding_id"], ["melding.id"], name="fk_toewijzing_melding_id"),
    )
    op.create_index("ix_toewijzing_aanbieder", "toewijzing", ["aanbieder"])
    op.create_index("ix_toewijzing_besluit_id", "toewijzing", ["besluit_id"])
    op.create_index("ix_toewijzing_client_id", "toewijzing", ["client_id"])
    op.create_index("ix_toewijzing_gemeente_aangemaakt", "toewijzing", ["gemeente", "aangemaakt"])
    op.create_index("ix_toewijzing_melding_id", "toewijzing", ["melding_id"])

    op.create_table(
        "berichtversie",
        sa.Column("bericht_id", sa.Uuid(), nullable=False),
        sa.Column("gemeente", sa.String(4), nullable=False),
        sa.Column("nummer", sa.Integer(), nullable=False, autoincrement=False),
        sa.Column("volgnummer", sa.Integer(), nullable=False, autoincrement=False),
        sa.PrimaryKeyConstraint("bericht_id", "nummer", "volgnummer", name="pk_berichtversie"),
        sa.ForeignKeyConstraint(
            ["bericht_id"], ["toewijzingsbericht.id"], name="fk_berichtversie_bericht_id"
        ),
        sa.ForeignKeyConstraint(
            ["gemeente", "nummer"],
            ["toewijzing.gemeente", "toewijzing.nummer"],
            name="fk_berichtversie_gemeente_nummer",
        ),
    )
    op.create_index("ix_berichtversie_gemeente_nummer", "berichtversie", ["gemeente", "nummer"])

    if op.get_bind().dialect.name == "postgresql":
        bewaak_postgresql()
    else:
        bewaak_sqlite()


def bewaak_postgresql() -> None:
    op.execute("""
        CREATE FUNCTION alleen_toevoegen() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            RAISE EXCEPTION 'rows of % are only added', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
        END
        $$
    """)
    for tabel in ALLEEN_TOEVOEGEN:
        op.execute(f"""
            CREATE TRIGGER {tabel}_alleen_toevoegen BEFORE UPDATE OR DELETE OR TRUNCATE ON {tabel}
            FOR EACH STATEMENT EXECUTE FUNCTION alleen_toevoegen()
        """)


def bewaak_sqlite() -> None:
    for tabel in ALLEEN_TOEVOEGEN:
        for daad in ("UPDATE", "DELETE"):
            op.execute(f"""
                CREATE TRIGGER {tabel}_geen_{daad.lower()} BEFORE {daad} ON {tabel}
                BEGIN SELECT RAISE(ABORT, 'rows of {tabel} are only added'); END
            """)


def downgrade() -> None:
    for tabel in (
        "berichtversie",
        "toewijzing",
        "beoordeling",
        "rapportage",
        "planversie",
        "besluit",
        "ondersteuningsplan",
        "afziening",
        "aanvraag",
        "plan_van_aanpak",
        "onderzoek",
        "toewijzingsbericht",
        "melding",
        "document",
        "contract",
        "verwerking",
        "product",
        "nummering",
        "client",
        "aanbieder",
    ):
        op.drop_table(tabel)
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP FUNCTION alleen_toevoegen()")

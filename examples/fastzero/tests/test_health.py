from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext

from fastzero.database import engine
from fastzero.models import Base


def test_health_answers_ok(client):
    answer = client.get("/health")
    assert answer.status_code == 200
    assert answer.json() == {"status": "ok"}


def test_migrations_lead_to_the_models():
    with engine.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), Base.metadata) == []

from collections.abc import Callable, Iterator
from uuid import uuid4

import pytest
from fastapi.testclient import TestClient
from sqlalchemy.orm import Session

from fastzero.app import app
from fastzero.database import engine, get_session

PASSWORD = "correct horse"


@pytest.fixture
def session() -> Iterator[Session]:
    """A session on the real database whose every change is undone after the test."""
    with engine.connect() as connection:
        transaction = connection.begin()
        with Session(connection, join_transaction_mode="create_savepoint") as session:
            yield session
        transaction.rollback()


@pytest.fixture
def client(session: Session) -> Iterator[TestClient]:
    app.dependency_overrides[get_session] = lambda: session
    yield TestClient(app)
    app.dependency_overrides.clear()


@pytest.fixture
def make_user(client: TestClient) -> Callable[[], dict]:
    """Makes a user and gives what the API answered, with "auth" for the requests they make."""

    def make() -> dict:
        name = f"user-{uuid4().hex[:12]}"
        answer = client.post(
            "/users",
            json={"username": name, "email": f"{name}@example.org", "password": PASSWORD},
        )
        assert answer.status_code == 201, answer.text
        return {**answer.json(), "auth": (name, PASSWORD)}

    return make


@pytest.fixture
def user(make_user: Callable[[], dict]) -> dict:
    return make_user()

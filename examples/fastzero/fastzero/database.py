from collections.abc import Iterator
from typing import Annotated

from fastapi import Depends
from sqlalchemy import create_engine
from sqlalchemy.orm import Session

from fastzero.settings import get_settings

# pool_pre_ping: a database that was restarted costs no request an error.
engine = create_engine(get_settings().database_url, pool_pre_ping=True)


def get_session() -> Iterator[Session]:
    with Session(engine) as session:
        yield session


DatabaseSession = Annotated[Session, Depends(get_session)]

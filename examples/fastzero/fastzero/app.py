from fastapi import FastAPI, HTTPException, status
from sqlalchemy import text
from sqlalchemy.exc import OperationalError

from fastzero.database import DatabaseSession
from fastzero.routers import todos, users

app = FastAPI(title="fastzero", description="Users and their todos.")
app.include_router(users.router)
app.include_router(todos.router)


@app.get("/health")
def health(session: DatabaseSession):
    """Well only when the database answers too."""
    try:
        session.execute(text("SELECT 1"))
    except OperationalError:
        raise HTTPException(status.HTTP_503_SERVICE_UNAVAILABLE, "no database") from None
    return {"status": "ok"}

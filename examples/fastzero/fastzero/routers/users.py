from typing import Annotated

from fastapi import APIRouter, HTTPException, Query, status
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from fastzero.database import DatabaseSession
from fastzero.models import User
from fastzero.schemas import UserIn, UserOut
from fastzero.security import CurrentUser, hash_password

router = APIRouter(prefix="/users", tags=["users"])


def save(session: Session, user: User) -> User:
    """Commits; the database, not a look beforehand, decides whether a name is taken."""
    session.add(user)
    try:
        session.commit()
    except IntegrityError:
        session.rollback()
        raise HTTPException(status.HTTP_409_CONFLICT, "username or email already taken") from None
    return user


def require_self(user_id: int, current_user: User) -> None:
    if user_id != current_user.id:
        raise HTTPException(status.HTTP_403_FORBIDDEN, "not your account")


@router.post("", status_code=status.HTTP_201_CREATED, response_model=UserOut)
def create_user(body: UserIn, session: DatabaseSession):
    user = User(
        username=body.username, email=body.email, password_hash=hash_password(body.password)
    )
    return save(session, user)


@router.get("", response_model=list[UserOut])
def list_users(
    session: DatabaseSession,
    offset: Annotated[int, Query(ge=0)] = 0,
    limit: Annotated[int, Query(ge=1, le=100)] = 100,
):
    return session.scalars(select(User).order_by(User.id).offset(offset).limit(limit)).all()


@router.get("/{user_id}", response_model=UserOut)
def get_user(user_id: int, session: DatabaseSession):
    user = session.get(User, user_id)
    if user is None:
        raise HTTPException(status.HTTP_404_NOT_FOUND, "no such user")
    return user


@router.put("/{user_id}", response_model=UserOut)
def update_user(user_id: int, body: UserIn, session: DatabaseSession, current_user: CurrentUser):
    require_self(user_id, current_user)
    current_user.username = body.username
    current_user.email = body.email
    current_user.password_hash = hash_password(body.password)
    return save(session, current_user)


@router.delete("/{user_id}", status_code=status.HTTP_204_NO_CONTENT)
def delete_user(user_id: int, session: DatabaseSession, current_user: CurrentUser):
    require_self(user_id, current_user)
    session.delete(current_user)
    session.commit()

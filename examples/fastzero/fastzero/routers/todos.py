from typing import Annotated

from fastapi import APIRouter, HTTPException, Query, status
from sqlalchemy import select
from sqlalchemy.orm import Session

from fastzero.database import DatabaseSession
from fastzero.models import Todo, TodoState, User
from fastzero.schemas import TodoChange, TodoIn, TodoOut
from fastzero.security import CurrentUser

router = APIRouter(prefix="/todos", tags=["todos"])


def find(session: Session, todo_id: int, owner: User) -> Todo:
    """Somebody else's todo is not found, rather than forbidden: its existence is theirs to tell."""
    todo = session.get(Todo, todo_id)
    if todo is None or todo.user_id != owner.id:
        raise HTTPException(status.HTTP_404_NOT_FOUND, "no such todo")
    return todo


@router.post("", status_code=status.HTTP_201_CREATED, response_model=TodoOut)
def create_todo(body: TodoIn, session: DatabaseSession, current_user: CurrentUser):
    todo = Todo(user_id=current_user.id, **body.model_dump())
    session.add(todo)
    session.commit()
    return todo


@router.get("", response_model=list[TodoOut])
def list_todos(
    session: DatabaseSession,
    current_user: CurrentUser,
    state: TodoState | None = None,
    offset: Annotated[int, Query(ge=0)] = 0,
    limit: Annotated[int, Query(ge=1, le=100)] = 100,
):
    query = select(Todo).where(Todo.user_id == current_user.id)
    if state is not None:
        query = query.where(Todo.state == state)
    return session.scalars(query.order_by(Todo.id).offset(offset).limit(limit)).all()


@router.get("/{todo_id}", response_model=TodoOut)
def get_todo(todo_id: int, session: DatabaseSession, current_user: CurrentUser):
    return find(session, todo_id, current_user)


@router.patch("/{todo_id}", response_model=TodoOut)
def update_todo(
    todo_id: int, body: TodoChange, session: DatabaseSession, current_user: CurrentUser
):
    todo = find(session, todo_id, current_user)
    for field, value in body.model_dump(exclude_unset=True).items():
        setattr(todo, field, value)
    session.commit()
    return todo


@router.delete("/{todo_id}", status_code=status.HTTP_204_NO_CONTENT)
def delete_todo(todo_id: int, session: DatabaseSession, current_user: CurrentUser):
    session.delete(find(session, todo_id, current_user))
    session.commit()

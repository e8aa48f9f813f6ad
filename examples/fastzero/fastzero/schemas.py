from datetime import datetime
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from fastzero.models import TodoState

Username = Annotated[str, Field(min_length=1, max_length=50, pattern=r"^[\w.-]+$")]
Email = Annotated[str, Field(max_length=254, pattern=r"^[^@\s]+@[^@\s]+$")]
Password = Annotated[str, Field(min_length=8, max_length=200)]
Title = Annotated[str, Field(min_length=1, max_length=200)]


class UserIn(BaseModel):
    username: Username
    email: Email
    password: Password


class UserOut(BaseModel):
    model_config = ConfigDict(from_attributes=True)

    id: int
    username: str
    email: str
    created_at: datetime


class TodoIn(BaseModel):
    title: Title
    description: str = ""
    state: TodoState = TodoState.todo


class TodoChange(BaseModel):
    """What to change; a field left out stays as it is."""

    title: Title = None
    description: str = None
    state: TodoState = None


class TodoOut(TodoIn):
    model_config = ConfigDict(from_attributes=True)

    id: int
    created_at: datetime

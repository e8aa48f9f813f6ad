import hashlib
import hmac
import os
from typing import Annotated

from fastapi import Depends, HTTPException, status
from fastapi.security import HTTPBasic, HTTPBasicCredentials
from sqlalchemy import select

from fastzero.database import DatabaseSession
from fastzero.models import User

SCRYPT = {"n": 2**14, "r": 8, "p": 1}

basic = HTTPBasic()


def hash_password(password: str) -> str:
    salt = os.urandom(16)
    return f"{salt.hex()}${hashlib.scrypt(password.encode(), salt=salt, **SCRYPT).hex()}"


def password_matches(password: str, password_hash: str) -> bool:
    salt, expected = (bytes.fromhex(part) for part in password_hash.split("$"))
    return hmac.compare_digest(hashlib.scrypt(password.encode(), salt=salt, **SCRYPT), expected)


# Compared with when there is no such user, so that the time taken does not tell.
NOBODY = hash_password("")


def get_current_user(
    credentials: Annotated[HTTPBasicCredentials, Depends(basic)], session: DatabaseSession
) -> User:
    user = session.scalar(select(User).where(User.username == credentials.username))
    matches = password_matches(credentials.password, user.password_hash if user else NOBODY)
    if user is None or not matches:
        detail = "wrong username or password"
        raise HTTPException(status.HTTP_401_UNAUTHORIZED, detail, {"WWW-Authenticate": "Basic"})
    return user


CurrentUser = Annotated[User, Depends(get_current_user)]

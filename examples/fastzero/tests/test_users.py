from conftest import PASSWORD

from fastzero.models import User


def test_created_user_comes_back_without_a_password(client, user):
    answer = client.get(f"/users/{user['id']}")
    assert answer.status_code == 200
    assert answer.json()["username"] == user["username"]
    assert set(answer.json()) == {"id", "username", "email", "created_at"}


def test_password_is_stored_hashed_with_a_salt_of_its_own(session, make_user):
    first, second = (session.get(User, make_user()["id"]).password_hash for _ in range(2))
    assert PASSWORD not in first
    assert first != second


def test_list_is_in_order_and_can_be_paged(client, make_user):
    made = [make_user()["id"] for _ in range(3)]
    before = len(client.get("/users").json()) - 3
    page = client.get("/users", params={"offset": before + 1, "limit": 2}).json()
    assert [user["id"] for user in page] == made[1:]


def test_taken_username_is_refused_and_leaves_the_session_usable(client, user):
    answer = client.post(
        "/users",
        json={"username": user["username"], "email": "new@example.org", "password": PASSWORD},
    )
    assert answer.status_code == 409
    assert client.get(f"/users/{user['id']}").status_code == 200


def test_short_password_is_refused(client):
    answer = client.post(
        "/users", json={"username": "short", "email": "short@example.org", "password": "1234567"}
    )
    assert answer.status_code == 422


def test_update_changes_the_password_one_logs_in_with(client, user):
    body = {"username": user["username"], "email": "moved@example.org", "password": "another one"}
    answer = client.put(f"/users/{user['id']}", json=body, auth=user["auth"])
    assert answer.status_code == 200
    assert answer.json()["email"] == "moved@example.org"
    assert client.get("/todos", auth=user["auth"]).status_code == 401
    assert client.get("/todos", auth=(user["username"], "another one")).status_code == 200


def test_only_the_user_may_change_or_delete_the_account(client, make_user):
    one, other = make_user(), make_user()
    body = {"username": "taken-over", "email": "x@example.org", "password": PASSWORD}
    url = f"/users/{one['id']}"
    assert client.put(url, json=body, auth=other["auth"]).status_code == 403
    assert client.delete(url, auth=other["auth"]).status_code == 403
    assert client.delete(url).status_code == 401


def test_deleted_user_is_gone(client, user):
    assert client.delete(f"/users/{user['id']}", auth=user["auth"]).status_code == 204
    assert client.get(f"/users/{user['id']}").status_code == 404

import pytest
from sqlalchemy import func, select

from fastzero.models import Todo


@pytest.fixture
def todo(client, user) -> dict:
    answer = client.post("/todos", json={"title": "write it down"}, auth=user["auth"])
    assert answer.status_code == 201, answer.text
    return answer.json()


def test_created_todo_can_be_read_back(client, user, todo):
    assert todo["state"] == "todo"
    assert todo["description"] == ""
    assert client.get(f"/todos/{todo['id']}", auth=user["auth"]).json() == todo


def test_todos_need_a_user(client, user):
    assert client.get("/todos").status_code == 401
    assert client.get("/todos", auth=(user["username"], "wrong password")).status_code == 401
    assert client.get("/todos", auth=("nobody-of-that-name", "")).status_code == 401


def test_list_is_filtered_by_state(client, user):
    for state in ("todo", "done", "todo"):
        client.post("/todos", json={"title": state, "state": state}, auth=user["auth"])

    def titles(**query):
        answer = client.get("/todos", params=query, auth=user["auth"])
        return [todo["title"] for todo in answer.json()]

    assert titles() == ["todo", "done", "todo"]
    assert titles(state="todo") == ["todo", "todo"]
    assert titles(state="doing") == []


def test_unknown_state_is_refused(client, user):
    answer = client.post("/todos", json={"title": "x", "state": "someday"}, auth=user["auth"])
    assert answer.status_code == 422


def test_update_changes_only_what_is_given(client, user, todo):
    answer = client.patch(f"/todos/{todo['id']}", json={"state": "done"}, auth=user["auth"])
    assert answer.status_code == 200
    assert answer.json() == {**todo, "state": "done"}


def test_deleted_todo_is_gone(client, user, todo):
    assert client.delete(f"/todos/{todo['id']}", auth=user["auth"]).status_code == 204
    assert client.get(f"/todos/{todo['id']}", auth=user["auth"]).status_code == 404


def test_todos_of_others_are_out_of_reach(client, make_user, todo):
    stranger = make_user()
    url = f"/todos/{todo['id']}"
    assert client.get("/todos", auth=stranger["auth"]).json() == []
    assert client.get(url, auth=stranger["auth"]).status_code == 404
    assert client.patch(url, json={"title": "mine"}, auth=stranger["auth"]).status_code == 404
    assert client.delete(url, auth=stranger["auth"]).status_code == 404


def test_todos_go_with_their_user(client, session, user, todo):
    client.delete(f"/users/{user['id']}", auth=user["auth"])
    assert session.scalar(select(func.count()).where(Todo.id == todo["id"])) == 0

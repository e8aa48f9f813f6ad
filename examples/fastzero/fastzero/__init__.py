"""Users and their todos: a small API over PostgreSQL."""

"""What comes from the server, checked as far as the package relies on it; what a newer one says is let through."""

from __future__ import annotations

from typing import Any, Callable, Dict, List, Optional

from .errors import OstiaryError

Fields = Dict[str, Any]


def is_text(value: Any) -> bool:
    return isinstance(value, str)


def is_number(value: Any) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool)


def is_texts(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(one, str) for one in value)


def is_access(value: Any) -> bool:
    if value is None:
        return True
    if not isinstance(value, dict):
        return False
    level = value.get("level", 0)
    return (level is None or is_text(level)) and isinstance(value.get("data"), dict)


def is_user_record(value: Any) -> bool:
    if not isinstance(value, dict):
        return False
    has_flags = all(isinstance(value.get(flag), bool) for flag in ("is_active", "is_staff", "is_superuser"))
    has_lists = is_texts(value.get("role_ids")) and is_texts(value.get("group_ids"))
    return is_text(value.get("sub")) and has_flags and has_lists and is_access(value.get("access"))


def _is_role_record(value: Any) -> bool:
    if not isinstance(value, dict):
        return False
    level = value.get("level", "")
    has_level = level is None or is_number(level)
    has_names = is_text(value.get("id")) and is_text(value.get("name"))
    return has_names and has_level and is_texts(value.get("permissions")) and is_access(value.get("access"))


def _is_group_record(value: Any) -> bool:
    if not isinstance(value, dict):
        return False
    has_names = is_text(value.get("id")) and is_text(value.get("name"))
    return has_names and is_texts(value.get("role_ids")) and is_access(value.get("access"))


def _is_service_record(value: Any) -> bool:
    if not isinstance(value, dict):
        return False
    has_texts = all(is_text(value.get(name)) for name in ("id", "name", "audience"))
    return has_texts and value.get("entry") in ("everyone", "granted") and is_texts(value.get("access_levels"))


def _is_user_item(item: Fields) -> bool:
    user = item.get("user", 0)
    if user is None:
        return is_text(item.get("sub")) and item.get("reason") in ("deleted", "no_access")
    return is_user_record(user) and user["sub"] == item.get("sub")


def _is_definition(item: Fields, name: str, fits: Callable[[Any], bool]) -> bool:
    record = item.get(name, 0)
    return is_text(item.get("id")) and (record is None or fits(record))


_ITEMS: Dict[str, Callable[[Fields], bool]] = {
    "user": _is_user_item,
    "role": lambda item: _is_definition(item, "role", _is_role_record),
    "group": lambda item: _is_definition(item, "group", _is_group_record),
    "revoked": lambda item: is_text(item.get("id")) and item.get("what") in ("session", "token", "grant"),
    "service": lambda item: _is_service_record(item.get("service")),
    "keys": lambda _item: True,
    "reset": lambda _item: True,
}

_LINES: Dict[str, Callable[[Fields], bool]] = {
    "start": lambda line: is_text(line.get("cursor")) and _is_service_record(line.get("service")),
    "role": lambda line: _is_role_record(line.get("role")),
    "group": lambda line: _is_group_record(line.get("group")),
    "user": lambda line: is_user_record(line.get("user")),
    "end": lambda line: is_number(line.get("users")),
}


def read_item(value: Any) -> Optional[Fields]:
    """None for a kind that is not known here. Errors: `protocol` for one that is, and is not as it should be."""
    if not isinstance(value, dict) or not is_text(value.get("kind")):
        raise OstiaryError("protocol", "An item of the feed is none.")
    kind = value["kind"]
    if kind not in _ITEMS:
        return None
    if is_number(value.get("position")) and is_number(value.get("at")) and _ITEMS[kind](value):
        return value
    raise OstiaryError("protocol", f"An item of the feed ({kind}) is not as it should be.")


def read_items(values: List[Any]) -> List[Fields]:
    return [item for item in map(read_item, values) if item is not None]


def read_line(value: Any) -> Optional[Fields]:
    """A line of the snapshot; None for a kind that is not known here. Errors: `protocol`."""
    if not isinstance(value, dict):
        raise OstiaryError("protocol", "A line of the snapshot is none.")
    kind = value.get("kind")
    if not isinstance(kind, str) or kind not in _LINES:
        return None
    if _LINES[kind](value):
        return value
    raise OstiaryError("protocol", f"A line of the snapshot ({kind}) is not as it should be.")

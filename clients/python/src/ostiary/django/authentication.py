"""Who a request speaks for, for Django REST Framework."""

from __future__ import annotations

import re
from typing import Any, Optional, Tuple

from django.core.exceptions import ImproperlyConfigured
from rest_framework import status
from rest_framework.authentication import BaseAuthentication, get_authorization_header
from rest_framework.exceptions import APIException, AuthenticationFailed, PermissionDenied

from ..errors import OstiaryError, Refused
from ..subject import Subject
from ..verifier import MAX_TOKEN_LENGTH
from .conf import get_conf
from .runtime import begin_to_serve
from .users import user_of

#: What clients of REST framework and SimpleJWT know, and act upon.
_KNOWN_CODES = {
    "token_invalid": "token_not_valid",
    "token_expired": "token_not_valid",
    "token_wrong_audience": "token_not_valid",
    "token_revoked": "token_not_valid",
    "user_deleted": "user_not_found",
    "credentials_malformed": "bad_authorization_header",
}
_RETRY_AFTER_SECONDS = 2


def _quoted(text: str) -> str:
    """The double quote and the backslash are not allowed in it, not even escaped (RFC 6750 section 3)."""
    return '"' + re.sub(r"[^\x20-\x7e]", "", text).replace('"', "'").replace("\\", "'") + '"'


def challenge_of(scheme: str) -> str:
    conf = get_conf()
    metadata = "" if conf.resource_metadata is None else f", resource_metadata={_quoted(conf.resource_metadata)}"
    return f"{scheme} realm={_quoted(conf.realm)}{metadata}"


class TokenRefused(AuthenticationFailed):
    """401, with the challenge that belongs to it, whichever authenticator comes first: REST framework would put the
    first one's in its place, and answer 403 where that has none."""

    def __init__(self, refused: Refused, scheme: str) -> None:
        super().__init__({"detail": refused.reason, "code": _KNOWN_CODES.get(refused.code, refused.code)})
        error = f'error="invalid_token", error_description={_quoted(refused.reason)}'
        self._challenge = f"{challenge_of(scheme)}, {error}"

    @property
    def auth_header(self) -> str:
        return self._challenge

    @auth_header.setter
    def auth_header(self, _value: Any) -> None:
        pass

    @property
    def status_code(self) -> int:
        return int(status.HTTP_401_UNAUTHORIZED)

    @status_code.setter
    def status_code(self, _value: Any) -> None:
        pass


class Unavailable(APIException):
    """503: nobody can say now whether the credential is good."""

    status_code = status.HTTP_503_SERVICE_UNAVAILABLE
    #: For `Retry-After`.
    wait = _RETRY_AFTER_SECONDS

    def __init__(self, reason: str) -> None:
        super().__init__({"detail": reason, "code": "feed_stale"})


class SubjectUser:
    """A user without a row: a client that acts for itself, or anybody where `USERS` is `none`."""

    is_active = True
    is_anonymous = False
    is_authenticated = True
    pk = None
    id = None

    def __init__(self, subject: Subject) -> None:
        self.subject = subject
        self.is_staff, self.is_superuser = subject.is_staff, subject.is_superuser
        self.email = subject.profile.get("email") or ""

    @property
    def username(self) -> str:
        return str(self.subject.profile.get("username") or self.subject.sub)

    def get_username(self) -> str:
        return self.username

    def has_perm(self, perm: str, _obj: Any = None) -> bool:
        return self.subject.has_permission(perm)

    def has_perms(self, perms: Any, _obj: Any = None) -> bool:
        return all(map(self.has_perm, perms))

    def __str__(self) -> str:
        return self.username

    def __eq__(self, other: object) -> bool:
        return isinstance(other, SubjectUser) and other.subject.sub == self.subject.sub

    def __hash__(self) -> int:
        return hash(self.subject.sub)


class OstiaryAuthentication(BaseAuthentication):
    """`Authorization: Bearer …`: access tokens and static API tokens. `request.auth` is then a `Subject`.

    401 for a token that is not good, 403 for a user whom this service does not let in, 503 where nobody can say.
    """

    scheme = "Bearer"

    def authenticate(self, request: Any) -> Optional[Tuple[Any, Subject]]:
        ostiary = begin_to_serve()
        token = self._token_of(request)
        if token is None:
            return None
        try:
            subject = ostiary.subject_of(token)
            if not subject.may_enter:
                raise PermissionDenied(
                    {"detail": "You do not have access to this service.", "code": "no_access"}
                )
            if subject.kind == "client" or get_conf().users == "none":
                return (SubjectUser(subject), subject)
            return user_of(get_conf(), ostiary, subject)
        except Refused as refused:
            if refused.is_unavailable:
                raise Unavailable(refused.reason) from None
            raise TokenRefused(refused, self.scheme) from None
        except OstiaryError as error:
            if error.code == "audience_mismatch":
                raise ImproperlyConfigured(f"OSTIARY: {error}") from error
            raise Unavailable(str(error)) from error

    def authenticate_header(self, _request: Any) -> str:
        return challenge_of(self.scheme)

    def _token_of(self, request: Any) -> Optional[str]:
        words = get_authorization_header(request).split()
        if not words or words[0].lower() != self.scheme.lower().encode():
            return None
        if len(words) != 2 or len(words[1]) > MAX_TOKEN_LENGTH:
            reason = "The Authorization header must be two words."
            raise TokenRefused(Refused("credentials_malformed", reason), self.scheme)
        try:
            return str(words[1].decode("ascii"))
        except UnicodeDecodeError:
            raise TokenRefused(Refused("token_invalid", "It is no signed token."), self.scheme) from None


class OstiaryTokenAuthentication(OstiaryAuthentication):
    """`Authorization: Token …`, as clients of REST framework send static tokens."""

    scheme = "Token"

"""Lets people into a service: verifies the tokens of Ostiary, follows its feed, mirrors its users."""

from .client import Ostiary
from .errors import OstiaryError, Refused
from .feed import Directory, Feed
from .http import Http
from .keys import KeySet
from .options import Options
from .requests import FeedRequests
from .subject import ServiceAccess, Subject
from .verifier import Verifier

__all__ = [
    "Directory",
    "Feed",
    "FeedRequests",
    "Http",
    "KeySet",
    "Options",
    "Ostiary",
    "OstiaryError",
    "Refused",
    "ServiceAccess",
    "Subject",
    "Verifier",
]
__version__ = "0.1.0"

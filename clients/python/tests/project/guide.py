"""The project with what a guide says of its settings, as the environment brings it: the text of Python."""

import os

from .settings import *  # noqa: F403

INSTALLED_APPS = [name for name in INSTALLED_APPS if name != "ostiary.django"]  # noqa: F405
REST_FRAMEWORK = OSTIARY = None
exec(os.environ["GUIDE"])  # noqa: S102
ROOT_URLCONF = os.environ["URLCONF"]
if OSTIARY:
    # Its server is known by another name.
    OSTIARY["URL"] = os.environ["REACHED_AT"]

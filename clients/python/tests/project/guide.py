"""The project with what a guide says of its settings, as the environment brings it: the text of Python."""

import os

from .settings import *  # noqa: F403

OSTIARY = {}
exec(os.environ["GUIDE"])  # noqa: S102
ROOT_URLCONF = os.environ.get("URLCONF", "project.urls")

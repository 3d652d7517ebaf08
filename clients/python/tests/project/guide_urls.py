"""The views of a guide, as the environment brings them: the text of Python."""

import os

from django.urls import path

views = {}
exec(os.environ["GUIDE_VIEWS"], views)  # noqa: S102
urlpatterns = [path(name.lower(), views[name].as_view()) for name in ("Orders", "Refunds")]

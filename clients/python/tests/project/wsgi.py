"""What servers load. With `--preload` that is before they fork, which the package has to stand."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "project.settings")
application = get_wsgi_application()

if os.environ.get("START_EARLY") == "yes":
    from ostiary.django.runtime import get_ostiary

    get_ostiary().start()

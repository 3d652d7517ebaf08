from django.test import override_settings

from fake_ostiary import AUDIENCE

BASE = {"ISSUER": "https://id.example.org", "AUDIENCE": AUDIENCE, "SERVICE_KEY": "osk_secret"}


def configured(**settings):
    return override_settings(OSTIARY={**BASE, **settings})

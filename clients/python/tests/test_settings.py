from django.core.exceptions import ImproperlyConfigured
from django.test import SimpleTestCase, override_settings
from ostiary.django.authentication import OstiaryAuthentication
from ostiary.django.checks import check_authenticators, check_settings
from ostiary.django.conf import read_conf

from configured import BASE, configured


class SettingsTest(SimpleTestCase):
    def wrong(self, words, given):
        with override_settings(OSTIARY=given), self.assertRaisesMessage(ImproperlyConfigured, words) as caught:
            read_conf()
        self.assertNotIn("osk_secret", str(caught.exception))

    def test_says_what_is_wrong_and_never_the_key(self):
        self.wrong("no dictionary", None)
        for name in BASE:
            self.wrong(f"{name} is missing", {key: value for key, value in BASE.items() if key != name})
        self.wrong("no setting ISUER", {**BASE, "ISUER": "x"})
        self.wrong("address of Ostiary", {**BASE, "ISSUER": "id.example.org"})
        self.wrong("when_silent", {**BASE, "WHEN_SILENT": "hope"})
        self.wrong("max_silence_seconds", {**BASE, "MAX_SILENCE_SECONDS": "5"})
        self.wrong("MIRROR must be one of", {**BASE, "MIRROR": True})
        self.wrong("no field 'nick'", {**BASE, "USER_FIELDS": {"username": "nick"}})
        self.wrong("has no 'nick'", {**BASE, "USER_FIELDS": {"nick": "username"}})
        self.wrong("USERS must be 'rows'", {**BASE, "USERS": "none", "MIRROR": "thread"})

    def test_never_prints_the_key(self):
        with configured():
            self.assertNotIn("osk_secret", repr(read_conf()))

    def test_checks_of_django_say_it_as_well(self):
        with configured():
            self.assertEqual(check_settings(), [])
        with configured(AUDIENCE=""):
            self.assertEqual([one.id for one in check_settings()], ["ostiary.E001"])
        names = ["rest_framework.authentication.SessionAuthentication", OstiaryAuthentication]
        with override_settings(REST_FRAMEWORK={"DEFAULT_AUTHENTICATION_CLASSES": names}):
            self.assertEqual([one.id for one in check_authenticators()], ["ostiary.W001"])
        self.assertEqual(check_authenticators(), [])

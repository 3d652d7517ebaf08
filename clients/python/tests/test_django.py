from django.contrib.auth import get_user_model
from django.core.exceptions import ImproperlyConfigured
from django.core.management import call_command
from django.test import SimpleTestCase, TestCase, override_settings
from ostiary import OstiaryError, Subject
from ostiary.django import runtime
from ostiary.django.authentication import OstiaryAuthentication
from ostiary.django.checks import check_authenticators, check_settings
from ostiary.django.conf import forget_conf, get_conf, read_conf
from ostiary.django.mirror import DjangoMirror, Lease
from ostiary.django.models import OstiaryState, OstiaryUser
from ostiary.django.permissions import HasLevel, HasPermission, HasRole, HasScope, IsStaff, ReadOnly, ServiceAccess
from ostiary.django.users import user_mirrored
from ostiary.subject import ServiceAccess as Access
from rest_framework.authentication import SessionAuthentication
from rest_framework.permissions import IsAuthenticated
from rest_framework.response import Response
from rest_framework.test import APIRequestFactory
from rest_framework.views import APIView

from fake_ostiary import AUDIENCE, SERVICE, FakeOstiary, user

User = get_user_model()
BASE = {"ISSUER": "https://id.example.org", "AUDIENCE": AUDIENCE, "SERVICE_KEY": "osk_secret"}


def configured(**settings):
    return override_settings(OSTIARY={**BASE, **settings})


def subject(**more):
    usual = {
        **{"kind": "user", "sub": "ada", "profile": {}, "is_staff": False, "is_superuser": False, "roles": ()},
        **{"permissions": (), "level": None, "access": None, "may_enter": True, "scopes": ()},
        **{"client_id": None, "session_id": None, "claims": {}, "access_levels": ("reader", "editor")},
    }
    return Subject(**{**usual, **more})


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


class PermissionsTest(SimpleTestCase):
    def answer(self, permission, auth=None, method="POST"):
        class View(APIView):
            authentication_classes = ()
            permission_classes = (permission,)

            def initialize_request(self, request, *args, **kwargs):
                made = super().initialize_request(request, *args, **kwargs)
                made.user, made.auth = (object() if auth else None), auth
                return made

            def post(self, request):
                self.check_object_permissions(request, object())
                return Response()

            get = post

        request = APIRequestFactory().generic(method, "/")
        return View.as_view()(request).status_code == 200

    def test_each_looks_at_what_it_is_named_after(self):
        holders = [
            (HasRole("owner"), {"roles": ("owner",)}),
            (HasPermission("a.b"), {"permissions": ("a.b",)}),
            (HasPermission("a.b"), {"is_superuser": True}),
            (ServiceAccess("reader"), {"access": Access("editor")}),
            (ServiceAccess, {"access": Access(None)}),
            (HasLevel(at_most=3), {"level": 2}),
            (HasScope("x"), {"scopes": ("x", "y")}),
            (IsStaff, {"is_staff": True}),
        ]
        for permission, facts in holders:
            self.assertTrue(self.answer(permission, subject(**facts)), permission)
            self.assertFalse(self.answer(permission, subject(scopes=("y",))), permission)
            self.assertFalse(self.answer(permission), permission)
            self.assertFalse(self.answer(permission, subject(**facts, may_enter=False)), permission)

    def test_a_fact_is_not_what_a_superuser_has(self):
        superuser = subject(is_superuser=True)
        for permission in (HasRole("owner"), ServiceAccess("reader"), HasLevel(at_most=9)):
            self.assertFalse(self.answer(permission, superuser))
        self.assertFalse(self.answer(HasPermission("a.b"), subject(is_superuser=True, scopes=("x",))))
        self.assertFalse(self.answer(ServiceAccess("reader"), subject(access=Access("unknown"))))
        self.assertFalse(self.answer(ServiceAccess("unknown"), subject(access=Access("editor"))))

    def test_combinations_are_what_logic_says_and_never_let_in_nobody(self):
        a, b = HasRole("a"), HasRole("b")
        cases = [
            (a & b, lambda x, y: x and y),
            (a | b, lambda x, y: x or y),
            (~a, lambda x, _y: not x),
            (~(a & b), lambda x, y: not (x and y)),
            (~(a | b), lambda x, y: not (x or y)),
            (a & ~b, lambda x, y: x and not y),
            (~~a | (b & ~a), lambda x, y: x or y),
            (a & IsStaff, lambda _x, _y: False),
            (IsStaff | a, lambda x, _y: x),
        ]
        for permission, expected in cases:
            for x in (False, True):
                for y in (False, True):
                    auth = subject(roles=("a",) * x + ("b",) * y)
                    self.assertEqual(self.answer(permission, auth), expected(x, y), (x, y))
            self.assertFalse(self.answer(permission))

    def test_combine_with_classes_of_rest_framework(self):
        owner, other = subject(roles=("owner",)), subject()
        for permission in (ReadOnly | HasRole("owner"), HasRole("owner") | ReadOnly):
            for auth, method, expected in (
                *((owner, "POST", True), (other, "POST", False), (other, "GET", True)),
                *((None, "GET", True), (None, "POST", False)),
            ):
                self.assertEqual(self.answer(permission, auth, method), expected)
        self.assertFalse(self.answer(HasRole("owner") & ReadOnly, owner, "POST"))
        self.assertFalse(self.answer(~ReadOnly & HasRole("owner"), owner, "GET"))
        self.assertFalse(self.answer(IsAuthenticated & HasRole("owner")))


class AuthenticationTest(TestCase):
    def setUp(self):
        self.fake = FakeOstiary()
        self.addCleanup(self.fake.close)
        self.addCleanup(forget_conf)
        self.addCleanup(runtime.close)
        setting = configured(ISSUER=self.fake.url)
        setting.enable()
        self.addCleanup(setting.disable)
        self.fake.users["ada"] = user("ada", username="ada", email="ada@example.com", first_name="Ada")

    def call(self, token, *, authenticators=(OstiaryAuthentication,), scheme="Bearer"):
        class View(APIView):
            authentication_classes = authenticators
            permission_classes = (IsAuthenticated,)

            def get(self, request):
                return Response({"pk": request.user.pk, "sub": request.auth.sub})

        headers = {} if token is None else {"HTTP_AUTHORIZATION": f"{scheme} {token}"}
        return View.as_view()(APIRequestFactory().get("/", **headers))

    def test_makes_a_row_of_whoever_comes_and_asks_about_them_once(self):
        first = self.call(self.fake.token())
        row = OstiaryUser.objects.get(sub="ada")
        self.assertEqual(first.data, {"pk": row.user.pk, "sub": "ada"})
        self.assertEqual((row.user.username, row.user.email, row.user.first_name), ("ada", "ada@example.com", "Ada"))
        self.assertFalse(row.user.has_usable_password())
        for _ in range(5):
            self.call(self.fake.token())
        self.assertEqual(self.fake.count("/feed/users/"), 1)

    def test_never_confuses_401_with_403_whichever_authenticator_comes_first(self):
        for authenticators in ((OstiaryAuthentication,), (SessionAuthentication, OstiaryAuthentication)):
            answer = self.call("garbage", authenticators=authenticators)
            self.assertEqual(answer.status_code, 401)
            self.assertIn('error="invalid_token"', answer["WWW-Authenticate"])
            self.assertEqual(answer.data["code"], "token_not_valid")
        self.assertEqual(self.call(None)["WWW-Authenticate"], 'Bearer realm="api"')
        self.assertEqual(self.call("a b").data["code"], "bad_authorization_header")
        self.assertEqual(self.call("x", scheme="Basic").status_code, 401)
        self.assertEqual(self.call(self.fake.token(), scheme="bEARER").status_code, 200)

    def test_refuses_whoever_is_gone_here(self):
        self.call(self.fake.token())
        OstiaryUser.objects.filter(sub="ada").update(gone="deleted")
        self.assertEqual(self.call(self.fake.token()).data["code"], "user_not_found")
        OstiaryUser.objects.filter(sub="ada").update(gone=None)
        User.objects.update(is_active=False)
        self.assertEqual(self.call(self.fake.token()).data["code"], "user_inactive")

    def test_lets_in_again_whoever_was_inactive_when_last_heard_of(self):
        self.call(self.fake.token())
        OstiaryUser.objects.update(record=user("ada", is_active=False))
        User.objects.update(is_active=False)
        runtime.close()
        self.assertEqual(self.call(self.fake.token()).status_code, 200)
        self.assertTrue(User.objects.get().is_active)

    def test_a_service_that_does_not_let_somebody_in_says_403(self):
        SERVICE["entry"] = "granted"
        self.addCleanup(SERVICE.update, entry="everyone")
        answer = self.call(self.fake.token())
        self.assertEqual((answer.status_code, answer.data["code"]), (403, "no_access"))
        access = {"level": "reader", "data": {}}
        self.assertEqual(self.call(self.fake.token(service_access=access)).status_code, 200)

    def test_ostiary_check_names_no_key(self):
        call_command("ostiary_check")


class MirrorTest(TestCase):
    def setUp(self):
        self.addCleanup(forget_conf)
        self.lease = Lease()
        self.assertTrue(self.lease.take())
        self.lost = []

    def mirror(self, lease=None):
        forget_conf()
        return DjangoMirror(get_conf(), lease or self.lease, lambda: self.lost.append(1))

    @staticmethod
    def lines(*users, entry="everyone", cursor="1a"):
        yield {"kind": "start", "cursor": cursor, "position": 1, "service": {**SERVICE, "entry": entry}}
        yield {
            "kind": "role",
            "role": {"id": "r", "name": "clerk", "level": 3, "permissions": [], "access": None},
        }
        yield from ({"kind": "user", "user": one} for one in users)
        yield {"kind": "end", "users": len(users)}

    @staticmethod
    def item(record, reason=None, sub=None):
        return {"kind": "user", "sub": sub or record["sub"], "user": record, "reason": reason, "position": 1, "at": 1}

    def test_a_snapshot_takes_the_place_of_everything(self):
        with configured(MIRROR="thread"):
            mirror = self.mirror()
            mirror.replace(self.lines(user("ada", role_ids=["r"]), user("bea")))
            self.assertEqual(OstiaryUser.objects.get(sub="ada").roles, ["clerk"])
            self.assertEqual(mirror.open(), "1a")
            mirror.replace(self.lines(user("bea"), user("cyd"), cursor="2a"))
            self.assertEqual(OstiaryUser.objects.get(sub="ada").gone, "deleted")
            self.assertEqual(User.objects.filter(is_active=True).count(), 2)
            mirror.replace(self.lines(user("bea"), entry="granted"))
            self.assertEqual(OstiaryUser.objects.get(sub="cyd").gone, "no_access")
            self.assertEqual(User.objects.get(ostiary="cyd").username, "cyd")

    def test_one_that_breaks_off_is_taken_again(self):
        with configured(MIRROR="thread"):
            mirror = self.mirror()
            mirror.replace(self.lines(user("ada")))

            def broken():
                yield from list(self.lines(user("bea"), cursor="9a"))[:-1]
                raise OstiaryError("unavailable", "It broke off.")

            with self.assertRaises(OstiaryError):
                mirror.replace(broken())
            self.assertIsNone(mirror.open())
            self.assertIsNone(OstiaryUser.objects.get(sub="ada").gone)

    def test_items_and_their_cursor_are_kept_together(self):
        with configured(MIRROR="thread"):
            mirror = self.mirror()
            mirror.replace(self.lines(user("ada")))
            mirror.apply([self.item(user("ada", email="a@example.com")), self.item(user("bea"))], "5a")
            self.assertEqual(User.objects.get(ostiary="ada").email, "a@example.com")

            def fail(**_kwargs):
                raise RuntimeError

            user_mirrored.connect(fail)
            self.addCleanup(user_mirrored.disconnect, fail)
            with self.assertRaises(RuntimeError):
                mirror.apply([self.item(user("cyd"))], "6a")
            self.assertEqual(mirror.open(), "5a")
            self.assertFalse(OstiaryUser.objects.filter(sub="cyd").exists())

    def test_whoever_is_deleted_leaves_nothing_personal(self):
        ada = user("ada", email="a@example.com", first_name="Ada", last_name="L")
        with configured(MIRROR="thread"):
            mirror = self.mirror()
            mirror.apply([self.item(ada)], "1a")
            mirror.apply([self.item(None, "deleted", "ada")], "2a")
            kept = User.objects.get()
            found = (kept.username, kept.email, kept.first_name, kept.is_active, kept.ostiary.record)
            self.assertEqual(found, ("ada", "", "", False, None))
        with configured(MIRROR="thread", ON_DELETED="delete"):
            self.mirror().apply([self.item(user("bea")), self.item(None, "deleted", "bea")], "3a")
            self.assertFalse(User.objects.filter(username="bea").exists())
            self.assertEqual(OstiaryUser.objects.get(sub="bea").gone, "deleted")

    def test_access_that_is_taken_and_given_again_is_of_the_same_row(self):
        with configured(MIRROR="thread"):
            mirror = self.mirror()
            mirror.apply([self.item(user("ada", email="a@example.com"))], "1a")
            pk = User.objects.get().pk
            mirror.apply([self.item(None, "no_access", "ada")], "2a")
            self.assertEqual(User.objects.values_list("is_active", "email").get(), (False, "a@example.com"))
            mirror.apply([self.item(user("ada"))], "3a")
            self.assertEqual(User.objects.values_list("pk", "is_active").get(), (pk, True))

    def test_rows_from_before_are_found_as_the_settings_say(self):
        old = [User.objects.create(username=f"old{n}", email=f"Old{n}@example.com") for n in range(4)]
        User.objects.create(username="twin", email="old3@example.com")
        with configured(MIRROR="thread", LINK_EXISTING="external_id", EXTERNAL_ID_PREFIX="shop-"):
            wrong = [user(f"w{n}", external_id=value) for n, value in enumerate(("shop-x", str(old[0].pk), None))]
            items = [self.item(user("ada", external_id=f"shop-{old[0].pk}")), *map(self.item, wrong)]
            self.mirror().apply(items, "1a")
            self.assertEqual(User.objects.get(ostiary="ada").pk, old[0].pk)
            self.assertEqual(User.objects.filter(pk__gt=old[3].pk + 1).count(), 3)
        with configured(MIRROR="thread", LINK_EXISTING="email"):
            found = [user("bea", email="old1@example.com"), user("dan", email="old3@example.com")]
            self.mirror().apply(list(map(self.item, found)), "2a")
            self.assertEqual(User.objects.get(ostiary="bea").pk, old[1].pk)
            # Two have it.
            self.assertNotIn(User.objects.get(ostiary="dan").pk, (old[3].pk, old[3].pk + 1))
        with configured(MIRROR="thread", LINK_EXISTING="username"):
            self.mirror().apply([self.item(user("cyd", username="old2"))], "3a")
            self.assertEqual(User.objects.get(ostiary="cyd").pk, old[2].pk)
            # Whoever is somebody already is not somebody else as well.
            self.mirror().apply([self.item(user("eve", username="old2"))], "4a")
            self.assertNotEqual(User.objects.get(ostiary="eve").pk, old[2].pk)

    def test_a_name_that_is_taken_or_missing_is_replaced_by_the_id(self):
        local = User.objects.create(username="ada")
        with configured(MIRROR="thread"):
            records = [user("u1", username="ada"), user("u2", username=None), user("u3", username="x" * 400)]
            self.mirror().apply(list(map(self.item, records)), "1a")
            names = [User.objects.get(ostiary=sub).username for sub in ("u1", "u2", "u3")]
            self.assertEqual(names, ["u1", "u2", "x" * 150])
            local.delete()
            self.mirror().apply([self.item(user("u1", username="ada", email="now@example.com"))], "2a")
            self.assertEqual(User.objects.get(ostiary="u1").username, "ada")

    def test_flags_are_written_only_where_the_settings_say_so(self):
        boss = user("boss", is_staff=True, is_superuser=True)
        with configured(MIRROR="thread"):
            self.mirror().apply([self.item(boss)], "1a")
            self.assertFalse(User.objects.get().is_staff or User.objects.get().is_superuser)
        with configured(MIRROR="thread", USER_FIELDS={"username": "username", "is_staff": "is_staff"}):
            self.mirror().apply([self.item({**boss, "email": "b@example.com"})], "2a")
            self.assertTrue(User.objects.get().is_staff)
            self.assertEqual((User.objects.get().email, User.objects.get().is_superuser), ("", False))

    def test_only_one_process_writes(self):
        other = Lease()
        self.assertFalse(other.take())
        with configured(MIRROR="thread"):
            with self.assertRaises(OstiaryError):
                self.mirror(other).apply([self.item(user("ada"))], "1a")
            self.assertEqual((self.lost, User.objects.count()), ([1], 0))
            OstiaryState.objects.update(held_until="2000-01-01T00:00:00Z")
            self.assertTrue(other.take())
            with self.assertRaises(OstiaryError):
                self.mirror().apply([self.item(user("ada"))], "1a")
            other.give_back()
            self.assertTrue(self.lease.take())

    def test_what_has_not_changed_is_not_written(self):
        with configured(MIRROR="thread"):
            mirror = self.mirror()
            people = [user(f"u{n}") for n in range(50)]
            mirror.replace(self.lines(*people))
            told = []
            receiver = lambda **found: told.append(found["record"])  # noqa: E731
            user_mirrored.connect(receiver)
            self.addCleanup(user_mirrored.disconnect, receiver)
            mirror.replace(self.lines(*people[:-1], {**people[-1], "email": "new@example.com"}))
            self.assertEqual([one["sub"] for one in told], ["u49"])

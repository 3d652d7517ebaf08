from django.contrib.auth import get_user_model
from django.core.management import call_command
from django.test import TestCase
from ostiary.django import runtime
from ostiary.django.authentication import OstiaryAuthentication
from ostiary.django.conf import forget_conf
from ostiary.django.models import OstiaryUser
from rest_framework.authentication import SessionAuthentication
from rest_framework.permissions import IsAuthenticated
from rest_framework.response import Response
from rest_framework.test import APIRequestFactory
from rest_framework.views import APIView

from configured import configured
from fake_ostiary import SERVICE, FakeOstiary, user

User = get_user_model()


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

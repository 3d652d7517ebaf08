from django.test import SimpleTestCase
from ostiary import Subject
from ostiary.django.permissions import HasLevel, HasPermission, HasRole, HasScope, IsStaff, ReadOnly, ServiceAccess
from ostiary.subject import ServiceAccess as Access
from rest_framework.permissions import IsAuthenticated
from rest_framework.response import Response
from rest_framework.test import APIRequestFactory
from rest_framework.views import APIView


def subject(**more):
    usual = {
        **{"kind": "user", "sub": "ada", "profile": {}, "is_staff": False, "is_superuser": False, "roles": ()},
        **{"permissions": (), "level": None, "access": None, "may_enter": True, "scopes": ()},
        **{"client_id": None, "session_id": None, "claims": {}, "access_levels": ("reader", "editor")},
    }
    return Subject(**{**usual, **more})


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

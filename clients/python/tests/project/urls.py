from django.contrib.auth import get_user_model
from django.urls import path
from ostiary.django.models import OstiaryState
from ostiary.django.permissions import HasPermission, HasRole, ReadOnly, ServiceAccess
from ostiary.django.runtime import begin_to_serve
from rest_framework.permissions import AllowAny
from rest_framework.response import Response
from rest_framework.views import APIView


class Me(APIView):
    def get(self, request):
        subject, user = request.auth, request.user
        access = None if subject.access is None else {"level": subject.access.level}
        return Response(
            {
                **{"sub": subject.sub, "kind": subject.kind, "roles": subject.roles, "access": access},
                **{"permissions": subject.permissions, "is_staff": subject.is_staff},
                **{"is_superuser": subject.is_superuser, "pk": user.pk, "username": user.get_username()},
                **{"email": user.email},
            }
        )

    post = get


def only(*permissions):
    return Me.as_view(permission_classes=permissions)


class Rows(APIView):
    """What is in the table of users, for tests to look at."""

    authentication_classes = ()
    permission_classes = (AllowAny,)

    def get(self, _request):
        users = get_user_model().objects.select_related("ostiary")
        return Response({user.ostiary.sub: row_of(user) for user in users if hasattr(user, "ostiary")})


def row_of(user):
    row = user.ostiary
    return {
        **{"pk": user.pk, "username": user.username, "email": user.email, "is_active": user.is_active},
        **{"roles": row.roles, "groups": row.groups, "gone": row.gone},
        "access": row.access.level if row.access else None,
    }


class Status(APIView):
    authentication_classes = ()
    permission_classes = (AllowAny,)

    def get(self, _request):
        return Response(begin_to_serve().status())


class Mirror(APIView):
    authentication_classes = ()
    permission_classes = (AllowAny,)

    def get(self, _request):
        return Response(OstiaryState.objects.values("cursor", "snapshot", "holder").first() or {})


urlpatterns = [
    path("me", Me.as_view()),
    path("owner", only(HasRole("owner"))),
    path("refund", only(HasPermission("orders.refund"))),
    path("edit", only(ServiceAccess("editor"))),
    path("mixed", only(ReadOnly | HasRole("owner"))),
    path("not-owner", only(~HasRole("owner"))),
    path("rows", Rows.as_view()),
    path("mirror", Mirror.as_view()),
    path("status", Status.as_view()),
]

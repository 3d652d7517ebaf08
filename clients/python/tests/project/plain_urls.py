"""Of a service that knows nothing of the package."""

from django.urls import path
from rest_framework.response import Response
from rest_framework.views import APIView


class Me(APIView):
    def get(self, request):
        token = request.auth
        return Response({"user": str(request.user.pk), "sub": token["sub"], "roles": token.get("roles", [])})


urlpatterns = [path("me", Me.as_view())]

from django.urls import include, path
from rest_framework.permissions import IsAuthenticated
from rest_framework.response import Response
from rest_framework.views import APIView
from rest_framework_simplejwt.authentication import JWTAuthentication
from rest_framework_simplejwt.views import TokenObtainPairView, TokenRefreshView, TokenVerifyView


class Me(APIView):
    """Who somebody is, as django-easyjwt has it."""
    authentication_classes = [JWTAuthentication]
    permission_classes = [IsAuthenticated]

    def get(self, request):
        user = request.user
        first, last = (getattr(user, f'{own}_name', None) or getattr(user, f'{name}_name', '')
                       for own, name in (('given', 'first'), ('family', 'last')))
        return Response({'id': str(user.pk), 'email': user.email, 'first_name': first, 'last_name': last})


urlpatterns = [
    path('auth/user/', Me.as_view()),
    path('auth/token/', TokenObtainPairView.as_view()),
    path('auth/token/refresh/', TokenRefreshView.as_view()),
    path('auth/token/verify/', TokenVerifyView.as_view()),
    path('o/', include('oauth2_provider.urls')),
]

"""A Django project as there are many, for tests: its database and its model of users are chosen by the environment."""
import os
from datetime import timedelta
from urllib.parse import unquote, urlsplit

SECRET_KEY = 'the-key-of-the-old-service-0123456789abcdef'
DEBUG = False
ALLOWED_HOSTS = ['*']
USE_TZ = True
TIME_ZONE = 'Europe/Berlin'
ROOT_URLCONF = 'urls'
DEFAULT_AUTO_FIELD = 'django.db.models.BigAutoField'
HAS_OWN_USERS = os.environ.get('DJANGO_USERS') == 'people'

INSTALLED_APPS = [
    'django.contrib.admin',
    'django.contrib.auth',
    'django.contrib.contenttypes',
    'django.contrib.sessions',
    'django.contrib.messages',
    'rest_framework',
    'rest_framework.authtoken',
    'rest_framework_simplejwt',
    'rest_framework_simplejwt.token_blacklist',
    'oauth2_provider',
]
if HAS_OWN_USERS:
    INSTALLED_APPS.append('people')
    AUTH_USER_MODEL = 'people.Person'


def database(url):
    if not url.startswith('postgres'):
        return {'ENGINE': 'django.db.backends.sqlite3', 'NAME': url}
    parts = urlsplit(url)
    return {
        'ENGINE': 'django.db.backends.postgresql',
        'NAME': parts.path.lstrip('/'),
        'USER': unquote(parts.username or ''),
        'PASSWORD': unquote(parts.password or ''),
        'HOST': parts.hostname or '',
        'PORT': str(parts.port or ''),
    }


DATABASES = {'default': database(os.environ['DJANGO_DATABASE'])}
MIDDLEWARE = [
    'django.contrib.sessions.middleware.SessionMiddleware',
    'django.contrib.auth.middleware.AuthenticationMiddleware',
    'django.contrib.messages.middleware.MessageMiddleware',
]
TEMPLATES = [
    {
        'BACKEND': 'django.template.backends.django.DjangoTemplates',
        'APP_DIRS': True,
        'OPTIONS': {
            'context_processors': [
                'django.template.context_processors.request',
                'django.contrib.auth.context_processors.auth',
                'django.contrib.messages.context_processors.messages',
            ]
        },
    }
]
PASSWORD_HASHERS = [
    f'django.contrib.auth.hashers.{name}PasswordHasher'
    for name in [
        *['PBKDF2', 'PBKDF2SHA1', 'Argon2', 'BCryptSHA256', 'BCrypt'],
        *['SHA1', 'MD5', 'UnsaltedSHA1', 'UnsaltedMD5', 'Crypt'],
    ]
]
REST_FRAMEWORK = {
    'DEFAULT_AUTHENTICATION_CLASSES': ['rest_framework_simplejwt.authentication.JWTAuthentication']
}
SIMPLE_JWT = {'REFRESH_TOKEN_LIFETIME': timedelta(days=14), 'ROTATE_REFRESH_TOKENS': True}
OAUTH2_PROVIDER = {'SCOPES': {'read': 'Read', 'write': 'Write'}}

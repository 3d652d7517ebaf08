import { json, lines, list } from './quote.rules.ts';
import type { Connection, Framework } from './snippet.types.ts';

/** Python reads the strings of JSON as they are. */
const py = json;

const djangoHome = 'http://localhost:8001';

function mozillaSettings(connection: Connection): string {
  const { clientId, clientSecret, scopes, algorithm, endpoints } = connection;
  return lines(
    'import os',
    '',
    'INSTALLED_APPS += ["mozilla_django_oidc"]',
    'AUTHENTICATION_BACKENDS = [',
    '    "django.contrib.auth.backends.ModelBackend",',
    '    "mozilla_django_oidc.auth.OIDCAuthenticationBackend",',
    ']',
    '',
    `OIDC_RP_CLIENT_ID = ${py(clientId)}`,
    `OIDC_RP_CLIENT_SECRET = os.environ.get("OIDC_RP_CLIENT_SECRET", ${py(clientSecret ?? '')})`,
    `OIDC_RP_SCOPES = ${py(scopes.join(' '))}`,
    `OIDC_RP_SIGN_ALGO = ${py(algorithm)}`,
    'OIDC_USE_PKCE = True',
    `OIDC_OP_AUTHORIZATION_ENDPOINT = ${py(endpoints.authorization)}`,
    `OIDC_OP_TOKEN_ENDPOINT = ${py(endpoints.token)}`,
    `OIDC_OP_USER_ENDPOINT = ${py(endpoints.userinfo)}`,
    `OIDC_OP_JWKS_ENDPOINT = ${py(endpoints.jwks)}`,
    '',
    'LOGIN_URL = "oidc_authentication_init"',
    'LOGIN_REDIRECT_URL = "/"',
    'LOGOUT_REDIRECT_URL = "/"',
  );
}

export const mozillaDjango: Framework = {
  id: 'mozilla-django-oidc',
  name: 'Django (mozilla-django-oidc)',
  kinds: ['web', 'existing'],
  redirectUri: `${djangoHome}/oidc/callback/`,
  postLogoutUri: `${djangoHome}/`,
  files: (connection) => [
    { name: 'settings.py', text: mozillaSettings(connection) },
    {
      name: 'urls.py',
      text: lines(
        'from django.urls import include, path',
        '',
        'urlpatterns += [path("oidc/", include("mozilla_django_oidc.urls"))]',
      ),
    },
    {
      name: 'Terminal',
      text: 'pip install "mozilla-django-oidc>=4"\npython manage.py runserver localhost:8001\n',
    },
  ],
};

function allauthSettings({ issuer, clientId, clientSecret, scopes }: Connection): string {
  return lines(
    'INSTALLED_APPS += [',
    '    "allauth",',
    '    "allauth.account",',
    '    "allauth.socialaccount",',
    '    "allauth.socialaccount.providers.openid_connect",',
    ']',
    'MIDDLEWARE += ["allauth.account.middleware.AccountMiddleware"]',
    'AUTHENTICATION_BACKENDS = [',
    '    "django.contrib.auth.backends.ModelBackend",',
    '    "allauth.account.auth_backends.AuthenticationBackend",',
    ']',
    '# Anything else mails a confirmation of every address, which needs EMAIL_HOST and the like.',
    'ACCOUNT_EMAIL_VERIFICATION = "none"',
    '',
    'SOCIALACCOUNT_PROVIDERS = {',
    '    "openid_connect": {',
    '        "OAUTH_PKCE_ENABLED": True,',
    `        "SCOPE": [${list(scopes, py)}],`,
    '        "APPS": [',
    '            {',
    '                "provider_id": "ostiary",',
    '                "name": "Ostiary",',
    `                "client_id": ${py(clientId)},`,
    `                "secret": ${py(clientSecret ?? '')},`,
    '                "settings": {',
    `                    "server_url": ${py(issuer)},`,
    '                    "token_auth_method": "client_secret_basic",',
    '                },',
    '            }',
    '        ],',
    '    }',
    '}',
  );
}

export const allauth: Framework = {
  id: 'django-allauth',
  name: 'Django (django-allauth)',
  kinds: ['web', 'existing'],
  redirectUri: `${djangoHome}/accounts/oidc/ostiary/login/callback/`,
  postLogoutUri: `${djangoHome}/`,
  files: (connection) => [
    { name: 'settings.py', text: allauthSettings(connection) },
    {
      name: 'urls.py',
      text: lines(
        'from django.urls import include, path',
        '',
        'urlpatterns += [path("accounts/", include("allauth.urls"))]',
      ),
    },
    {
      name: 'Terminal',
      text: 'pip install "django-allauth[socialaccount]"\npython manage.py migrate\npython manage.py runserver localhost:8001\n',
    },
  ],
};

function flask({ issuer, clientId, clientSecret, redirectUri, scopes }: Connection): string {
  const { pathname } = new URL(redirectUri);
  return lines(
    'import os',
    '',
    'from authlib.integrations.flask_client import OAuth',
    'from flask import Flask, redirect, session',
    '',
    'app = Flask(__name__)',
    'app.secret_key = os.environ["SESSION_SECRET"]',
    'oauth = OAuth(app)',
    'oauth.register(',
    '    name="ostiary",',
    `    server_metadata_url=${py(`${issuer}/.well-known/openid-configuration`)},`,
    `    client_id=${py(clientId)},`,
    `    client_secret=os.environ.get("CLIENT_SECRET", ${py(clientSecret ?? '')}),`,
    `    client_kwargs={"scope": ${py(scopes.join(' '))}, "code_challenge_method": "S256"},`,
    ')',
    '',
    '',
    '@app.get("/sign-in")',
    'def sign_in():',
    `    return oauth.ostiary.authorize_redirect(${py(redirectUri)})`,
    '',
    '',
    `@app.get(${py(pathname)})`,
    'def callback():',
    '    token = oauth.ostiary.authorize_access_token()',
    '    # Names and addresses come from the userinfo endpoint.',
    '    session["user"] = dict(oauth.ostiary.userinfo(token=token))',
    '    return redirect("/")',
    '',
    '',
    '@app.get("/")',
    'def home():',
    '    return session.get("user") or redirect("/sign-in")',
  );
}

export const authlib: Framework = {
  id: 'authlib',
  name: 'Flask (Authlib)',
  kinds: ['web'],
  redirectUri: 'http://localhost:5000/callback',
  postLogoutUri: 'http://localhost:5000/',
  files: (connection) => [
    { name: 'app.py', text: flask(connection) },
    {
      name: 'Terminal',
      text: 'pip install Authlib Flask requests\nSESSION_SECRET=$(openssl rand -hex 32) flask run --host localhost --port 5000\n',
    },
  ],
};

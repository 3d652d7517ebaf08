"""
Makes the tables by Django's own migrations and fills them by Django's own models, always alike for the same
environment. Says what it made, as JSON: what an import must find, and with what people and programs sign in.

DJANGO_DATABASE, DJANGO_USERS: see settings.py. FILL_USERS: how many beside the samples. FILL_NOW: epoch seconds.
"""
import base64
import hashlib
import json
import os
import random
import sys
import uuid
from datetime import datetime, timedelta, timezone

os.environ.setdefault('DJANGO_SETTINGS_MODULE', 'settings')
sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import django  # noqa: E402

django.setup()
from django.conf import settings  # noqa: E402
from django.contrib.auth import get_user_model  # noqa: E402
from django.contrib.auth.hashers import get_hasher, make_password  # noqa: E402
from django.contrib.auth.models import Group, Permission  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.db import transaction  # noqa: E402
from oauth2_provider.models import AccessToken, Application, RefreshToken  # noqa: E402
from rest_framework.authtoken.models import Token  # noqa: E402
from rest_framework_simplejwt import tokens as simplejwt  # noqa: E402
from rest_framework_simplejwt.token_blacklist.models import BlacklistedToken, OutstandingToken  # noqa: E402

User = get_user_model()
dice = random.Random(9)
NOW = datetime.fromtimestamp(int(os.environ['FILL_NOW']), timezone.utc)
COUNT = int(os.environ.get('FILL_USERS', '0'))
OWN = settings.HAS_OWN_USERS
SALT = 'seasalt123456'
made = {'users': [], 'drf_tokens': [], 'simplejwt': [], 'applications': [], 'dot_refresh': [], 'dot_access': []}

# Nothing is left to chance, so that two databases filled alike are alike.
simplejwt.uuid4 = lambda: uuid.UUID(int=dice.getrandbits(128), version=4)
simplejwt.aware_utcnow = lambda: NOW


def letters(length):
    return ''.join(dice.choices('abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789', k=length))


def scrypt(password):
    """As Django 4.0 and later: this version has none."""
    raw = hashlib.scrypt(password.encode(), salt=SALT.encode(), n=2**14, r=8, p=1, maxmem=64 * 2**20, dklen=64)
    return f'scrypt${2**14}${SALT}$8$1${base64.b64encode(raw).decode()}'


def bcrypt(algorithm, password):
    hasher = get_hasher(algorithm)
    return hasher.encode(password, b'$2b$06$' + b'abcdefghijklmnopqrstuu')


def argon2(password):
    return get_hasher('argon2').encode(password, SALT)


HASHERS = {
    'pbkdf2_sha256': lambda password: get_hasher('pbkdf2_sha256').encode(password, SALT, 1000),
    'pbkdf2_sha256_default': lambda password: get_hasher('pbkdf2_sha256').encode(password, SALT),
    'pbkdf2_sha1': lambda password: get_hasher('pbkdf2_sha1').encode(password, SALT, 1000),
    'argon2': argon2,
    'bcrypt_sha256': lambda password: bcrypt('bcrypt_sha256', password),
    'bcrypt': lambda password: bcrypt('bcrypt', password),
    'scrypt': scrypt,
    'sha1': lambda password: get_hasher('sha1').encode(password, SALT),
    'md5': lambda password: get_hasher('md5').encode(password, SALT),
    'unsalted_sha1': lambda password: get_hasher('unsalted_sha1').encode(password, ''),
    'unsalted_md5': lambda password: get_hasher('unsalted_md5').encode(password, ''),
}


def person(name, **more):
    """An unsaved user of either model; every one has a date of their own."""
    at = NOW - timedelta(days=400) + timedelta(seconds=dice.randrange(20_000_000), microseconds=dice.randrange(10**6))
    shared = {'email': f'{name}@example.org', 'password': make_password(None), **more}
    level = shared.pop('level', 4)
    if OWN:
        shared.pop('username', None)
        first, last = shared.pop('first_name', ''), shared.pop('last_name', '')
        key = uuid.UUID(int=dice.getrandbits(128), version=4)
        return User(id=key, given_name=first, family_name=last, level=level, registered=at, **shared)
    return User(**{'username': name, 'date_joined': at, **shared})


def told(user, **more):
    made['users'].append({
        'id': str(user.pk),
        'email': user.email,
        'username': getattr(user, 'username', None),
        **more,
    })
    return user


def fill_samples():
    for kind, encode in HASHERS.items():
        for number in range(2):
            password = f'{kind} Päßword {number}'
            user = person(f'{kind}-{number}', password=encode(password), first_name='Kim', last_name=kind)
            user.save()
            told(user, kind=kind, password=password, is_active=True)
    inactive = person('inactive', password=HASHERS['pbkdf2_sha256']('gone away'), is_active=False)
    inactive.save()
    told(inactive, kind='pbkdf2_sha256', password='gone away', is_active=False)
    nobody = person('no-password')
    nobody.save()
    told(nobody, kind='unusable', password=None, is_active=True)
    staff = person('staff', password=HASHERS['argon2']('staff only'), is_staff=True, level=2,
                   last_login=NOW - timedelta(hours=3))
    staff.save()
    told(staff, kind='argon2', password='staff only', is_active=True, is_staff=True)
    root = person('root', password=HASHERS['argon2']('root of all'), is_staff=True, is_superuser=True, level=0)
    root.save()
    told(root, kind='argon2', password='root of all', is_active=True, is_staff=True, is_superuser=True)
    return inactive, staff, root


def fill_groups(staff):
    editors = Group.objects.create(name='Chief Editors')
    auth = [Permission.objects.get(content_type__app_label='auth', codename=name)
            for name in ['add_group', 'change_group', 'view_permission']]
    editors.permissions.set(auth)
    Group.objects.create(name='owner').permissions.set(auth[:1])
    empty = Group.objects.create(name='Empty')
    own = 'delete_person' if OWN else 'delete_user'
    direct = Permission.objects.get(content_type__app_label='people' if OWN else 'auth', codename=own)
    staff.groups.set([editors, empty])
    staff.user_permissions.set([direct])
    made['groups'] = {
        'Chief Editors': ['auth.add_group', 'auth.change_group', 'auth.view_permission'],
        'Empty': [],
        'owner': ['auth.add_group'],
    }
    made['member'] = {'id': str(staff.pk), 'groups': ['Chief Editors', 'Empty'],
                      'permission': f"{'people' if OWN else 'auth'}.{own}"}
    return editors


def fill_simplejwt(user, kind, lifetime, blacklist=False):
    token = simplejwt.RefreshToken()
    token.set_exp(from_time=NOW, lifetime=lifetime)
    token['user_id'] = str(user.pk) if OWN else user.pk
    row = OutstandingToken.objects.create(
        user=user, jti=token['jti'], token=str(token), created_at=NOW - timedelta(days=1),
        expires_at=NOW + lifetime,
    )
    if blacklist:
        BlacklistedToken.objects.create(token=row)
    made['simplejwt'].append({'user': str(user.pk), 'token': str(token), 'kind': kind})


def fill_tokens(people, inactive):
    for number, user in enumerate([*people, inactive]):
        key = hashlib.sha1(f'token {number}'.encode()).hexdigest()
        Token.objects.create(key=key, user=user)
        made['drf_tokens'].append({'user': str(user.pk), 'key': key, 'is_active': user.is_active})
    one, two, three = people[:3]
    fill_simplejwt(one, 'live', timedelta(days=14))
    fill_simplejwt(two, 'live', timedelta(days=14))
    fill_simplejwt(one, 'blacklisted', timedelta(days=14), blacklist=True)
    fill_simplejwt(three, 'expired', timedelta(days=-1))
    fill_simplejwt(inactive, 'inactive', timedelta(days=14))


APPLICATIONS = [
    ('code', 'confidential', 'authorization-code', 'https://code.example.org/cb http://localhost:9000/cb'),
    ('code-hashed', 'confidential', 'authorization-code', 'https://hashed.example.org/cb'),
    ('spa', 'public', 'authorization-code', 'https://spa.example.org/'),
    ('phone', 'public', 'authorization-code', 'org.example.phone:/cb'),
    ('odd', 'public', 'authorization-code', 'http://plain.example.org/cb https://odd.example.org/cb'),
    ('machine', 'confidential', 'client-credentials', ''),
    ('machine-hashed', 'confidential', 'client-credentials', ''),
    ('machine-public', 'public', 'client-credentials', ''),
    ('implicit', 'public', 'implicit', 'https://implicit.example.org/cb'),
    ('implicit-confidential', 'confidential', 'implicit', 'https://implicit.example.org/cb'),
    ('password', 'confidential', 'password', ''),
    ('password-public', 'public', 'password', ''),
    ('hybrid', 'confidential', 'openid-hybrid', 'https://hybrid.example.org/cb'),
    ('hybrid-public', 'public', 'openid-hybrid', 'https://hybrid.example.org/cb'),
]


def fill_applications(owner):
    rows = {}
    for name, client_type, grant, uris in APPLICATIONS:
        secret = letters(64)
        row = Application(
            name=name, client_id=f'client-{name}', client_secret=secret, client_type=client_type,
            authorization_grant_type=grant, redirect_uris=uris, user=owner if name == 'code' else None,
            skip_authorization=name == 'spa',
            algorithm='HS256' if name == 'hybrid' else '',
        )
        if name.endswith('-hashed'):
            # As version 2 of django-oauth-toolkit and later: by Django's own hasher of passwords.
            row.client_secret = get_hasher('pbkdf2_sha256').encode(secret, SALT, 1000)
        row.save()
        rows[name] = row
        made['applications'].append({'name': name, 'client_id': row.client_id, 'secret': secret,
                                     'client_type': client_type, 'grant': grant})
    return rows


def fill_grant(application, user, kind, *, access=timedelta(hours=10), revoked=None, scope='read write'):
    access_token = AccessToken.objects.create(
        user=user, token=letters(30), application=application, scope=scope, expires=NOW + access,
    )
    refresh_token = RefreshToken.objects.create(
        user=user, token=letters(30), application=application, access_token=access_token, revoked=revoked,
    )
    about = {'user': str(user.pk), 'client_id': application.client_id, 'kind': kind, 'scope': scope}
    made['dot_access'].append({**about, 'token': access_token.token})
    made['dot_refresh'].append({**about, 'token': refresh_token.token})


def fill_grants(applications, people, inactive):
    one, two, three = people[3:6]
    fill_grant(applications['code'], one, 'live')
    fill_grant(applications['code-hashed'], one, 'live', scope='read')
    fill_grant(applications['spa'], two, 'live')
    fill_grant(applications['code'], two, 'expired', access=timedelta(hours=-1))
    fill_grant(applications['code'], three, 'revoked', revoked=NOW - timedelta(hours=1))
    fill_grant(applications['code'], inactive, 'inactive')
    machine = AccessToken.objects.create(
        user=None, token=letters(30), application=applications['machine'], scope='read', expires=NOW + timedelta(hours=1),
    )
    made['dot_access'].append({'user': None, 'client_id': 'client-machine', 'kind': 'live', 'scope': 'read',
                               'token': machine.token})


def fill_conflicts():
    """What cannot be brought over as it is; told by name, so that a test finds each in the report."""
    refused = person('crypted', password=f"crypt$${'ab'}{'x' * 11}")
    refused.save()
    told(refused, kind='crypt', password=None, is_active=True)
    if OWN:
        odd = person('odd-level', level=9)
        odd.save()
        told(odd, kind='unusable', password=None, is_active=True)
        made['conflicts'] = {'hash': str(refused.pk), 'level': str(odd.pk)}
        return
    twins = [person('twin-a', email='Twin@example.org'), person('twin-b', email='twin@Example.org')]
    names = [person('Cased', email='cased-a@example.org'), person('cased', email='cased-b@example.org')]
    nameless = person('no-mail', email='')
    spaced = person('with space', email='with-space@example.org')
    for user in [*twins, *names, nameless, spaced]:
        user.save()
    told(nameless, kind='unusable', password=None, is_active=True)
    made['conflicts'] = {
        'hash': str(refused.pk),
        'emails': [str(user.pk) for user in twins],
        'usernames': [str(user.pk) for user in names],
        'invalid': str(spaced.pk),
    }


def fill_crowd(editors):
    """Most of a crowd shares one hash: it is their number that counts."""
    hashed = HASHERS['pbkdf2_sha256']('crowd')
    through = User.groups.through
    for start in range(0, COUNT, 5_000):
        crowd = [person(f'crowd-{number}', password=hashed, first_name='Sam', last_name=f'Number {number}',
                        is_active=number % 50 != 0)
                 for number in range(start, min(COUNT, start + 5_000))]
        User.objects.bulk_create(crowd)
        if not OWN and crowd and crowd[0].pk is None:
            crowd = list(User.objects.filter(username__startswith='crowd-').order_by('pk')[start:start + 5_000])
        field = through._meta.get_field('person' if OWN else 'user').attname
        through.objects.bulk_create(
            [through(**{field: user.pk, 'group_id': editors.pk}) for user in crowd[::10]])
    made['crowd'] = {'count': COUNT, 'password': 'crowd'}


def main():
    call_command('migrate', verbosity=0, interactive=False)
    with transaction.atomic():
        inactive, staff, root = fill_samples()
        editors = fill_groups(staff)
        people = list(User.objects.filter(email__contains='-0@').order_by('email'))
        fill_tokens(people, inactive)
        applications = fill_applications(root)
        fill_grants(applications, people, inactive)
        fill_conflicts()
        fill_crowd(editors)
    # Dates that Django sets by the clock.
    Application.objects.update(created=NOW - timedelta(days=200), updated=NOW - timedelta(days=100))
    AccessToken.objects.update(created=NOW - timedelta(hours=2), updated=NOW - timedelta(hours=2))
    RefreshToken.objects.update(created=NOW - timedelta(hours=2), updated=NOW - timedelta(hours=2))
    Token.objects.update(created=NOW - timedelta(days=300))
    made['total_users'] = User.objects.count()
    json.dump(made, sys.stdout)


main()

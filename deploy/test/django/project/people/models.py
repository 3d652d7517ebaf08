"""Users who sign in by email, with the `level` of the role-based tutorial and columns of their own."""
import uuid

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.db import models


class Person(AbstractBaseUser, PermissionsMixin):
    OWNER, INVESTOR, ADMIN, WRITE, READ_ONLY = range(5)

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    email = models.EmailField(unique=True)
    given_name = models.CharField(max_length=150, blank=True)
    family_name = models.CharField(max_length=150, blank=True)
    mobile = models.CharField(max_length=40, blank=True)
    level = models.SmallIntegerField(default=READ_ONLY, db_index=True)
    is_active = models.BooleanField(default=True)
    is_staff = models.BooleanField(default=False)
    registered = models.DateTimeField()
    favourite_colour = models.CharField(max_length=20, default='teal')

    objects = BaseUserManager()

    USERNAME_FIELD = 'email'
    REQUIRED_FIELDS = []

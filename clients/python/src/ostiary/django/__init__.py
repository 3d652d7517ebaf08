"""Ostiary for Django: add `ostiary.django` to INSTALLED_APPS and say `OSTIARY = {…}` in the settings."""

from __future__ import annotations

from django.apps import AppConfig
from django.core import checks
from django.core.signals import setting_changed


class OstiaryConfig(AppConfig):
    name = "ostiary.django"
    label = "ostiary"
    verbose_name = "Ostiary"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from .checks import check_authenticators, check_settings
        from .runtime import forget_on_change

        checks.register(check_settings)
        checks.register(check_authenticators)
        setting_changed.connect(forget_on_change)

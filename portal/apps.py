"""The Django project is itself an installed app, so that it can own commands."""

from django.apps import AppConfig


class PortalConfig(AppConfig):
    name = "portal"
    verbose_name = "Villkor 3"

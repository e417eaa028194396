"""All addresses of the portal."""

from django.contrib import admin
from django.contrib.auth.decorators import login_not_required
from django.urls import include, path
from django.views.i18n import set_language

from portal.health import health
from portal.start import start

urlpatterns = [
    path("", start, name="start"),
    path("health/", health, name="health"),
    path("sprak/", login_not_required(set_language), name="set_language"),
    path("konto/", include("allauth.account.urls")),
    path("administration/", admin.site.urls),
    path("", include("submissions.urls")),
    path("", include("outbox.urls")),
    path("", include("survey.urls")),
    path("", include("payouts.urls")),
    path("", include("compilation.urls")),
]

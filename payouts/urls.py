"""Addresses of the payouts."""

from django.urls import path

from payouts import views

app_name = "payouts"
_run = "utbetalningar/<int:year>/<slug:kind>/<int:number>/"

urlpatterns = [
    path("utbetalningar/", views.years, name="year_list"),
    path("utbetalningar/<int:year>/", views.year, name="year"),
    path("utbetalningar/<int:year>/<slug:kind>/berakna/", views.compute, name="compute"),
    path(_run, views.run, name="run"),
    path(_run + "forslag/", views.propose, name="propose"),
    path(_run + "tillbaka/", views.send_back, name="send_back"),
    path(_run + "beslut/", views.decide, name="decide"),
    path(_run + "lista.<slug:form>", views.payment_list, name="payment_list"),
]

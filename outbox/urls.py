"""Addresses of the messages."""

from django.urls import path

from outbox import views

app_name = "outbox"
urlpatterns = [
    path("meddelanden/", views.messages, name="messages"),
    path("meddelanden/<int:pk>/igen/", views.again, name="again"),
]

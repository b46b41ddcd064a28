"""Mounts what the platform serves; nothing of its own."""

from django.urls import include, path

urlpatterns = [
    path("", include("liandong.platform.accounts.urls")),
    path("", include("liandong.platform.matters.urls")),
    path("procedures/", include("liandong.platform.catalogue.urls")),
]
handler404 = "liandong.platform.ui.errors.not_found"
handler500 = "liandong.platform.ui.errors.our_fault"
handler403 = "liandong.platform.ui.errors.not_allowed"
handler400 = "liandong.platform.ui.errors.bad_request"

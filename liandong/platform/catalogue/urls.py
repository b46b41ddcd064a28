from django.urls import path

from liandong.platform.catalogue import views

urlpatterns = [
    path("", views.index, name="procedures"),
    path("<str:id>", views.procedure, name="procedure"),
]

from django.apps import AppConfig


class UiConfig(AppConfig):
    name = "liandong.platform.ui"
    label = "ui"

from django.apps import AppConfig


class MattersConfig(AppConfig):
    name = "liandong.platform.matters"
    label = "matters"

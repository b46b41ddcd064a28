from django.apps import AppConfig


class KeysConfig(AppConfig):
    name = "liandong.platform.keys"
    label = "keys"

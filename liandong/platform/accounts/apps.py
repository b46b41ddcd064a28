from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "liandong.platform.accounts"
    label = "accounts"

from django.apps import AppConfig


class CatalogueConfig(AppConfig):
    name = "liandong.platform.catalogue"
    label = "catalogue"

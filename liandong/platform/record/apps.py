from django.apps import AppConfig


class RecordConfig(AppConfig):
    name = "liandong.platform.record"
    label = "record"

from django.urls import path

from liandong.platform.matters import views

urlpatterns = [
    path("", views.inbox, name="inbox"),
    path("matters/", views.listing, name="matters"),
    path("notices", views.notices, name="notices"),
    path("matters/new", views.new, name="new"),
    path("matters/new/<str:procedure_id>", views.file, name="file"),
    path("matters/<str:public_id>", views.matter, name="matter"),
    path("matters/<str:public_id>/seen", views.seen, name="seen"),
    path("matters/<str:public_id>/acts/<str:action_id>", views.act, name="act"),
    path("matters/<str:public_id>/sealed/<str:name>", views.reveal, name="sealed"),
    path("matters/<str:public_id>/readings", views.readings, name="readings"),
    path("matters/<str:public_id>/papers/<int:seq>/<str:paper_id>", views.paper, name="paper"),
    path("matters/<str:public_id>/serve/<str:paper_id>", views.serve, name="serve"),
    path("countersign/<str:draft_id>", views.countersign, name="countersign"),
    path("drafts", views.draft, name="draft"),
    path("place", views.place, name="place"),
]

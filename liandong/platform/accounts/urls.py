from allauth.account.views import LoginView, LogoutView
from django.urls import path
from django.views.decorators.http import require_POST

from liandong.platform.accounts import views


class SignIn(LoginView):  # type: ignore[misc]
    """The sign-in page, with the demonstration's posts beside it."""

    def get_context_data(self, **kwargs: object) -> dict[str, object]:
        found: dict[str, object] = super().get_context_data(**kwargs)
        return found | {"groups": views.demo_posts()}


urlpatterns = [
    path("signin/", SignIn.as_view(), name="account_login"),
    path("accounts/logout/", require_POST(LogoutView.as_view()), name="account_logout"),
    path("demo/enter", views.enter_demo, name="enter_demo"),
    path("me", views.me, name="me"),
    path("elder", views.elder, name="elder"),
]

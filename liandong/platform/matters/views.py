"""The desk's pages. Each view fetches with permission, calls one function and renders."""

import io
import logging
from dataclasses import replace
from datetime import UTC, datetime
from functools import wraps
from typing import Any
from uuid import uuid4

from django.conf import settings
from django.contrib import messages
from django.http import FileResponse, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from liandong.core.matter import Service
from liandong.core.procedure import Procedure, Step
from liandong.core.refusal import FactMissing, GuardError, GuardRefused, NoSuchAction, NotFound, Refusal, SecondNeeded, StalePage, WrongValue
from liandong.platform.accounts.acting import Acting
from liandong.platform.catalogue.files import the_law
from liandong.platform.matters import drafts, operations, places, queries, sealed
from liandong.platform.matters.form_fields import FormFields
from liandong.platform.matters.forms import ActForm
from liandong.platform.matters.matter_page import build, current
from liandong.platform.matters.models import IssuedPaper, Matter
from liandong.platform.matters.offers import effect
from liandong.platform.matters.pages import FormPage
from liandong.platform.matters.paper_page import paper_page
from liandong.platform.matters.reading import read_day, strip_controls
from liandong.platform.matters.typed import Typed

log = logging.getLogger("liandong")


def officer(view: Any) -> Any:
    """Let in whoever acts in a post; others sign in, or hear that they hold no post."""

    @wraps(view)
    def wrapped(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not request.user.is_authenticated:
            return redirect(f"{settings.LOGIN_URL}?next={request.path}")
        if request.acting is None:  # type: ignore[attr-defined]
            return render(request, "accounts/no_post.html", status=403)
        return view(request, *args, **kwargs)  # type: ignore[no-any-return]

    return wrapped


def now() -> datetime:
    """Return the moment of the request."""
    return datetime.now(UTC)


@officer
@require_GET
def inbox(request: HttpRequest) -> HttpResponse:
    acting: Acting = request.acting  # type: ignore[attr-defined]
    request.current = "inbox"  # type: ignore[attr-defined]
    page = queries.inbox(acting, now=now())
    return render(request, "matters/inbox.html", {"page": page, "countersigns": drafts.to_countersign(acting)})


@officer
@require_GET
def listing(request: HttpRequest) -> HttpResponse:
    request.current = "matters"  # type: ignore[attr-defined]
    page = queries.listing(
        request.acting,
        query=strip_controls(request.GET.get("q", "")).strip(),
        page=_page(request),
        now=now(),
        only_open=request.GET.get("open") == "1",
    )  # type: ignore[attr-defined]
    return render(request, "matters/list.html", {"page": page})


@officer
@require_GET
def notices(request: HttpRequest) -> HttpResponse:
    request.current = "notices"  # type: ignore[attr-defined]
    return render(request, "matters/notices.html", {"rows": queries.notices(request.acting)})  # type: ignore[attr-defined]


def _page(request: HttpRequest) -> int:
    text = request.GET.get("page", "1")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 7 else 1


@officer
@require_GET
def matter(request: HttpRequest, public_id: str) -> HttpResponse:
    acting: Acting = request.acting  # type: ignore[attr-defined]
    request.current = "matters"  # type: ignore[attr-defined]
    row = queries.get_matter(acting, public_id)
    return render(request, "matters/matter.html", {"page": build(row, acting, at=now())})


@officer
@require_POST
def seen(request: HttpRequest, public_id: str) -> HttpResponse:
    acting: Acting = request.acting  # type: ignore[attr-defined]
    operations.seen(queries.get_matter(acting, public_id), acting)
    return redirect("inbox")


@officer
@require_GET
def new(request: HttpRequest) -> HttpResponse:
    acting: Acting = request.acting  # type: ignore[attr-defined]
    request.current = "new"  # type: ignore[attr-defined]
    found = [p for p in the_law().procedures.values() if any(s.action.new and _may_file(p, s, acting) for s in p.steps.values())]
    shown = [
        {"url": reverse("file", args=[p.id]), "zh": p.file.zh, "en": p.file.en, "note": "；".join(the_law().citation(c) for c in p.file.cites)}
        for p in found
    ]
    return render(request, "matters/new.html", {"procedures": shown})


def _may_file(procedure: Procedure, step: Step, acting: Acting) -> bool:
    roles = operations.roles_of(procedure, acting.division, acting.body, acting)
    return bool(set(step.by) & set(roles))


@officer
def file(request: HttpRequest, procedure_id: str) -> HttpResponse:
    """Show the filing form, or file; what was typed stays until it is filed."""
    acting: Acting = request.acting  # type: ignore[attr-defined]
    request.current = "new"  # type: ignore[attr-defined]
    procedure = the_law().procedures.get(procedure_id)
    step = next((s for s in procedure.steps.values() if s.action.new and _may_file(procedure, s, acting)), None) if procedure else None
    if procedure is None or step is None:
        raise NotFound
    form = ActForm(the_law(), procedure, step, None, demo=settings.DEPLOYMENT.demo)
    key = f"file/{procedure.id}"
    if request.method != "POST":
        return _show_form(request, form, drafts.load(acting, key), acting, key, back=(reverse("new"), "登记新事项"))
    wish, parties, typed = form.read(request.POST, request.FILES)
    refusal: Refusal | None = None
    try:
        if not typed.errors:
            row = operations.file_matter(procedure.id, wish, parties, acting)
            drafts.drop(acting, key)
            messages.success(request, f"已登记，编号 {row.number}。")
            return redirect("matter", row.public_id)
        form.judge_typed(wish, typed)
    except Refusal as refused:
        refusal = form.judge(wish, typed, refused)
    return _show_form(request, form, typed, acting, key, refusal=refusal, back=(reverse("new"), "登记新事项"))


@officer
def act(request: HttpRequest, public_id: str, action_id: str) -> HttpResponse:
    """Show the page of an act, or do it; a stale page keeps what was typed and says what changed."""
    acting: Acting = request.acting  # type: ignore[attr-defined]
    request.current = "matters"  # type: ignore[attr-defined]
    row = queries.get_matter(acting, public_id)
    procedure, state = current(row, at=now())
    step = procedure.steps.get(action_id)
    if step is None or not step.by_human:
        raise NoSuchAction(action_id)
    given = request.POST if request.method == "POST" else request.GET
    of = int(given["of"]) if given.get("of", "").isdigit() else None
    role = procedure.file.roles.get(given.get("role", ""))
    party = given["role"] if role and role.party else ""
    form = ActForm(the_law(), procedure, step, state, demo=settings.DEPLOYMENT.demo, of=of, party=party)
    key = f"act/{public_id}/{action_id}"
    back = (reverse("matter", args=[public_id]), row.title_zh)
    if request.method != "POST":
        return _show_form(request, form, drafts.load(acting, key), acting, key, row=row, back=back)
    wish, _, typed = form.read(request.POST, request.FILES)
    if typed.errors:
        return _show_form(request, form, typed, acting, key, row=row, back=back)
    return _try_act(request, form, wish, typed, acting, key, row, back)


def _try_act(
    request: HttpRequest, form: ActForm, wish: operations.Wish, typed: Typed, acting: Acting, key: str, row: Matter, back: tuple[str, str]
) -> HttpResponse:
    try:
        operations.act(row, wish, acting)
    except StalePage as stale:
        fresh = queries.get_matter(acting, row.public_id)
        return _show_form(request, form, typed, acting, key, row=fresh, back=back, stale=stale)
    except SecondNeeded:
        body, post = operations.second_place(form.procedure, row, form.step)
        drafts.ask_second(acting, row, form.step.id, request.POST, body=body, post=post)
        messages.success(request, "已交会签：另一名同岗位的人确认后生效。")
        return redirect("matter", row.public_id)
    except NotFound:
        raise
    except Refusal as refused:
        if isinstance(refused, GuardError):
            log.error("guard could not be judged: %s", refused.data)
        return _show_form(request, form, typed, acting, key, row=row, back=back, refusal=form.judge(wish, typed, refused))
    drafts.drop(acting, key)
    messages.success(request, f"已办：{form.step.action.zh}。")
    return redirect("matter", row.public_id)


def _show_form(
    request: HttpRequest,
    form: ActForm,
    typed: Typed,
    acting: Acting,
    key: str,
    *,
    back: tuple[str, str],
    row: Matter | None = None,
    refusal: Refusal | None = None,
    stale: StalePage | None = None,
) -> HttpResponse:
    step, file = form.step, form.procedure.file
    remedy = step.action.adverse.remedy if step.action.adverse else ""
    given = request.POST if request.method == "POST" else request.GET
    role = next(
        (r for r in operations.roles_of(form.procedure, row.division if row else acting.division, row.body if row else acting.body, acting)), ""
    )
    block = file.roles.get(role)
    party = file.roles.get(given.get("role", ""))
    hidden = [("idem", given.get("idem") or uuid4().hex), *[(name, given[name]) for name in ("item", "of", "role") if given.get(name)]]
    if row is not None:
        hidden.append(("seen", str(row.seq)))
    page = FormPage(
        title=step.action.zh if not party else f"{step.action.zh}（代{party.zh}登记）",
        lead=_lead(form, row),
        action=request.path,
        submit="检查并" + step.action.zh if step.action.new else ("提交" if not step.action.second else "提交会签"),
        groups=FormFields(form, typed).groups(),
        adverse=step.action.adverse is not None,
        remedy=remedy if isinstance(remedy, str) else remedy.zh,
        second=file.roles[step.action.second].zh if step.action.second else "",
        after=tuple(_after(form)),
        seen_by=tuple(_seen_by(form)),
        hidden=tuple(hidden),
        back_url=back[0],
        back_zh=back[1],
        refusal=refusal,
        stale=stale,
        draft_at=getattr(typed, "saved_at", None),
        draft_url=reverse("draft") + f"?page={key}",
        allowed=tuple(label.zh for label in block.allowed) if block else (),
        forbidden=tuple(label.zh for label in block.forbidden) if block else (),
    )
    status = 409 if stale else (422 if refusal or page.errors else 200)
    return render(request, "matters/form.html", {"page": page}, status=status)


def _lead(form: ActForm, row: Matter | None) -> str:
    return "" if row is None else f"{row.title_zh} · {row.number}"


def _after(form: ActForm) -> list[str]:
    lines = [part for part in effect(form.procedure, form.step).rstrip("。").split("；") if part]
    return [f"{line}。" for line in lines]


def _seen_by(form: ActForm) -> list[tuple[str, str]]:
    file = form.procedure.file
    lines = [(role.zh, "全部经过，当事人信息默认遮蔽") for role in file.roles.values() if role.post]
    for id in form.step.action.ask:
        asked = the_law().procedure(file.children[id].procedure)
        told = "姓名、地址、电话和" if any(role.party for role in asked.file.roles.values()) else ""
        lines.append(
            (file.children[id].zh, f"{told}{'、'.join(form.procedure.facts[g].zh.split('（')[0] for g in file.children[id].gives)}；没有证件号码")
        )
    return [*lines, ("其他单位", "看不到")]


@officer
@require_POST
def draft(request: HttpRequest) -> HttpResponse:
    """Keep what is being typed, sealed, for this post alone."""
    acting: Acting = request.acting  # type: ignore[attr-defined]
    drafts.save(acting, request.GET.get("page", "")[:200], request.POST, at=now())
    return JsonResponse({"saved_at": f"{timezone.localtime():%H:%M}"})


@officer
def countersign(request: HttpRequest, draft_id: str) -> HttpResponse:
    """Show an act that waits for a second person, and do it when that person confirms."""
    acting: Acting = request.acting  # type: ignore[attr-defined]
    waiting = drafts.get_countersign(acting, draft_id)
    row = queries.get_matter(acting, waiting.matter.public_id)
    procedure, state = current(row, at=now())
    step = procedure.steps[waiting.action]
    form = ActForm(the_law(), procedure, step, state, demo=settings.DEPLOYMENT.demo)
    wish, _, typed = form.read(waiting.post, request.FILES)
    refusal: Refusal | None = None
    if request.method == "POST":
        try:
            operations.act(row, replace(wish, second=acting, seen=None), waiting.first)
            drafts.finish(waiting)
            messages.success(request, f"已会签：{step.action.zh}。")
            return redirect("matter", row.public_id)
        except Refusal as refused:
            refusal = refused
    context = {
        "page": build(row, acting, at=now()),
        "groups": FormFields(form, typed).groups(),
        "step": step.action,
        "first": waiting.first,
        "refusal": refusal,
        "draft_id": draft_id,
    }
    return render(request, "matters/countersign.html", context, status=422 if refusal else 200)


@officer
@require_GET
def place(request: HttpRequest) -> HttpResponse:
    """Answer a place field with its candidates."""
    text, name = strip_controls(request.GET.get("q", ""))[:500], request.GET.get("name", "place")[:60]
    found = places.find(text)
    chosen, error = "", ""
    try:
        chosen = places.choose(name, text, "") or ""
    except WrongValue as refusal:
        error = refusal.zh
    candidates = [{"code": o.value, "title": o.zh, "path": o.note, "reason": "", "chosen": o.value == chosen} for o in places.options(found, chosen)]
    context = {"candidates": candidates, "name": name, "found": chosen, "why": found.why, "error": error}
    return render(request, "matters/_place.html", context)


@officer
def reveal(request: HttpRequest, public_id: str, name: str) -> HttpResponse:
    """Ask for a purpose, then show one sealed value for fifteen minutes; the reading is written down before the value is opened."""
    acting: Acting = request.acting  # type: ignore[attr-defined]
    row = queries.get_matter(acting, public_id)
    page = (
        sealed.ask(row, name, acting)
        if request.method != "POST"
        else sealed.reveal(row, name, acting, purpose=request.POST.get("purpose", ""), at=now())
    )
    if "file" in page:
        about, content = page["file"]
        return FileResponse(io.BytesIO(content), as_attachment=True, filename=about["name"], content_type=about["type"])
    return render(request, "matters/sealed.html", {"page": page}, status=422 if page.get("error") else 200)


@officer
@require_GET
def readings(request: HttpRequest, public_id: str) -> HttpResponse:
    acting: Acting = request.acting  # type: ignore[attr-defined]
    row = queries.get_matter(acting, public_id)
    return render(request, "matters/readings.html", {"rows": sealed.readings(row), "title": row.title_zh, "public_id": public_id})


@officer
@require_GET
def paper(request: HttpRequest, public_id: str, seq: int, paper_id: str) -> HttpResponse:
    row = queries.get_matter(request.acting, public_id)  # type: ignore[attr-defined]
    issued = IssuedPaper.objects.filter(matter_id=row.id, seq=seq, paper=paper_id).first()
    if issued is None:
        raise NotFound
    return render(request, "matters/paper.html", {"page": paper_page(row, issued), "back_url": reverse("matter", args=[public_id])})


@officer
@require_POST
def serve(request: HttpRequest, public_id: str, paper_id: str) -> HttpResponse:
    """Record that a paper was served on a party."""
    row = queries.get_matter(request.acting, public_id)  # type: ignore[attr-defined]
    procedure = the_law().procedure(row.procedure)
    if paper_id not in procedure.file.papers:
        raise NotFound
    role = request.POST.get("to") or procedure.file.papers[paper_id].to[0]
    try:
        if role not in procedure.file.roles:
            raise FactMissing("to", "送达给谁", "whom it was served on")
        day = read_day("on", "送达的日子", "day of service", request.POST.get("on", ""))
        operations.record_service(row, Service(paper_id, role, now(), happened_on=day), request.acting)  # type: ignore[attr-defined]
        messages.success(request, "已记送达。")
    except (WrongValue, FactMissing, GuardRefused) as refusal:
        messages.error(request, refusal.zh)
    return redirect("matter", public_id)

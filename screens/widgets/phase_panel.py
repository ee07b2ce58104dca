"""What the chair can ask now: the phase's questions, signs that the group runs ahead, a check, what a leader can do."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from rich.text import Text
from textual.reactive import reactive
from textual.widget import Widget

from kgw_tui.content import Check, LeaderRole, PhaseGuide
from kgw_tui.i18n import _

Page = Callable[[], Text]


class PhasePanel(Widget):
    """A panel above the line that takes no focus: a few pages, turned with one key; after the last it closes.

    What it shows belongs to the phase of the item, until a check is shown; closing goes back to the phase. `page` 0
    hides it.
    """

    DEFAULT_CSS = """
    PhasePanel {
        display: none;
        height: auto;
        max-height: 50%;
        padding: 0 1;
        background: $panel;
        color: $foreground;
        &.-open { display: block; }
    }
    """

    page: reactive[int] = reactive(0, layout=True)

    def __init__(self) -> None:
        """An empty panel, hidden."""
        super().__init__()
        self._shown: tuple[object, ...] = ()
        self._guide: PhaseGuide | None = None
        self._in_view = 0
        self._hint = ""
        self._roles: tuple[LeaderRole, ...] = ()
        self._check: Check | None = None

    @property
    def is_open(self) -> bool:
        """Whether it is seen."""
        return self.page > 0

    def show_phase(
        self, guide: PhaseGuide | None, in_view: int, *, hint: str = "", roles: Sequence[LeaderRole] = ()
    ) -> None:
        """What goes with the phase of the item (None: it has none): the index of its question in view, the hint of the
        item, and, where somebody else leads it, what a leader can do. The page that is open stays.
        """
        new = (guide, in_view, hint, tuple(roles))
        if new == self._shown:
            return
        self._shown = new
        self._guide, self._in_view, self._hint, self._roles = guide, in_view, hint, tuple(roles)
        if self._check is None and self.page:
            self.page = min(self.page, len(self._pages))
            self.refresh(layout=True)

    def show_check(self, check: Check, *, options: bool) -> None:
        """Open at a check: at its questions, or at the answers to choose from."""
        self._check = check
        self.page = 2 if options else 1
        self.refresh(layout=True)

    def turn(self) -> None:
        """Go on to the next page; after the last the panel closes."""
        if self.page < len(self._pages):
            self.page += 1
        else:
            self.close()

    def close(self) -> None:
        """Hide it; the next time it opens with the phase."""
        self._check = None
        self.page = 0

    def watch_page(self, page: int) -> None:
        """Show or hide."""
        self.set_class(page > 0, "-open")

    def render(self) -> Text:
        """The page as plain text."""
        pages = self._pages
        return pages[self.page - 1]() if 0 < self.page <= len(pages) else Text()

    @property
    def _pages(self) -> list[Page]:
        if self._check is not None:
            return [lambda: _questions_of(self._check), lambda: _options_of(self._check)]
        pages: list[Page] = []
        if self._roles or (self._hint and self._guide is None):
            pages.append(self._aside)
        if self._guide is not None:
            pages += [self._questions, self._signs, self._done]
        return pages

    def _aside(self) -> Text:
        """What a leader can do while somebody else leads; the hint of the item."""
        text = _title(_("Somebody else leads this item: what you can do") if self._roles else _("This item"))
        if self._hint:
            text.append(f"\n{self._hint}", style="italic")
        for role in self._roles:
            text.append(f"\n· {role.title}: {role.hint}")
        return text

    def _questions(self) -> Text:
        """The question in view with what to ask on, and then the others."""
        guide = self._guide
        if guide is None:
            return Text()
        text = _title(f"{guide.title} ({guide.frame}): " + _("what you can ask"))
        if self._hint:
            text.append(f"\n{self._hint}", style="italic")
        place = self._in_view % len(guide.prompt)
        for number, prompt in enumerate((*guide.prompt[place:], *guide.prompt[:place])):
            text.append(f"\n· {prompt.ask}", style="" if number else "bold")
            for follow_up in () if number else prompt.follow_up:
                text.append(f"\n    {follow_up}")
        return text

    def _signs(self) -> Text:
        guide = self._guide
        if guide is None:
            return Text()
        text = _title(f"{guide.title} ({guide.frame}): " + _("signs, and what you can say"))
        for signal in guide.signal:
            text.append(f"\n· {signal.sign}")
            text.append(f"\n  “{signal.say}”", style="italic")
        return text

    def _done(self) -> Text:
        guide = self._guide
        if guide is None:
            return Text()
        text = _title(f"{guide.title} ({guide.frame}): " + _("done when"))
        for done in guide.done:
            text.append(f"\n· {done.item}")
        return text


def _questions_of(check: Check | None) -> Text:
    if check is None:
        return Text()
    text = _title(f"{check.title}: " + _("what you can ask"))
    for number, question in enumerate(check.question):
        text.append(f"\n· {question.ask}", style="" if number else "bold")
        for follow_up in () if number else question.follow_up:
            text.append(f"\n    {follow_up}")
    return text


def _options_of(check: Check | None) -> Text:
    if check is None:
        return Text()
    text = _title(f"{check.title}: " + _("what came of it"))
    for option in check.option:
        text.append(f"\n· {option.title}", style="bold")
        text.append(f"  {option.hint.partition('. ')[0].rstrip('.')}")
    return text


def _title(words: str) -> Text:
    return Text(words, style="bold")

"""What the chair can ask now: the phase's questions, signs that the group runs ahead, and how one sees it is done."""

from __future__ import annotations

from rich.text import Text
from textual.reactive import reactive
from textual.widget import Widget

from kgw_tui.content import PhaseGuide
from kgw_tui.i18n import _

PAGES = 3


class PhasePanel(Widget):
    """A panel above the line that takes no focus. `page` 0 hides it; 1 to 3 are questions, signs, and what is done."""

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
        self._guide: PhaseGuide | None = None

    def show_guide(self, guide: PhaseGuide | None) -> None:
        """Show another phase; the page stays."""
        if guide is not self._guide:
            self._guide = guide
            if guide is None:
                self.page = 0
            self.refresh(layout=True)

    def turn(self) -> None:
        """Go on to the next page; after the last the panel closes."""
        self.page = 0 if self._guide is None else (self.page + 1) % (PAGES + 1)

    def watch_page(self, page: int) -> None:
        """Show or hide."""
        self.set_class(page > 0, "-open")

    def render(self) -> Text:
        """The page as plain text."""
        guide = self._guide
        if guide is None or not self.page:
            return Text()
        text = Text()
        if self.page == 1:
            _title(text, guide, _("what you can ask"))
            for prompt in guide.prompt:
                text.append(f"\n· {prompt.ask}")
        elif self.page == 2:
            _title(text, guide, _("signs, and what you can say"))
            for signal in guide.signal:
                text.append(f"\n· {signal.sign}")
                text.append(f"\n  “{signal.say}”", style="italic")
        else:
            _title(text, guide, _("done when"))
            for done in guide.done:
                text.append(f"\n· {done.item}")
        return text


def _title(text: Text, guide: PhaseGuide, what: str) -> None:
    text.append(f"{guide.title} ({guide.frame}): {what}", style="bold")

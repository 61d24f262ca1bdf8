"""Reading public pages as a reader's machine does."""

from html.parser import HTMLParser


class Article(HTMLParser):
    """The text nodes inside <article id="published">, blank ones dropped and each stripped."""

    def __init__(self) -> None:
        super().__init__()
        self.words: list[str] = []
        self.inside = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "article" and ("id", "published") in attrs:
            self.inside = True

    def handle_endtag(self, tag: str) -> None:
        if tag == "article":
            self.inside = False

    def handle_data(self, data: str) -> None:
        if self.inside and data.strip():
            self.words.append(data.strip())


def words(page: bytes) -> list[str]:
    """What the article of a page says."""
    reader = Article()
    reader.feed(page.decode())
    return reader.words

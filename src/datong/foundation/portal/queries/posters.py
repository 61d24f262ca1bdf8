"""The QR code that leads to a village's page: to be printed and put up at its door."""

from django.conf import settings

from datong.foundation.documents import service as documents
from datong.foundation.portal.protocols import Asked, Page
from datong.foundation.portal.queries import land

SVG = "image/svg+xml"
NAMESPACE = 'xmlns="http://www.w3.org/2000/svg"'


def village_code(asked: Asked) -> Page | None:
    """The code as a picture; None where the installation does not know its public address."""
    code = asked.found["place"]
    if not settings.DATONG_PUBLIC_URL or land.village(code) is None:
        return None
    drawn = documents.qr_svg(f"{settings.DATONG_PUBLIC_URL.rstrip('/')}/open/v/{code}/")
    return Page(
        (drawn if NAMESPACE in drawn else drawn.replace("<svg", f"<svg {NAMESPACE}", 1)).encode(), SVG
    )

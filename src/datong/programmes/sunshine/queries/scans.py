"""The scans of a voucher."""

from django.db.models import QuerySet

from datong.foundation.evidence import service as evidence
from datong.programmes.sunshine.models import Voucher


def target_of(voucher: Voucher) -> str:
    """Under what the scans of a voucher are kept."""
    return f"sunshine.Voucher:{voucher.pk}"


def of_voucher(voucher: Voucher) -> QuerySet[evidence.Item]:
    """In the order they were added."""
    return evidence.items_of(target_of(voucher))

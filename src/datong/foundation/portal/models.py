"""What can be found in publications. Deliberately missing: whether they are shown; that is asked of the publications."""

from django.db import models

from datong.foundation.openness.service import Publication
from datong.foundation.storage.service import personal


class PublicWords(models.Model):
    """The words of a shown publication's current edition, as they are compared (see storage.words), joined by blanks."""

    publication = models.OneToOneField(
        Publication, primary_key=True, on_delete=models.CASCADE, related_name="public_words"
    )
    words = personal(
        models.TextField(),
        purpose="find a publication by a word in it",
        basis="村民委员会组织法 art. 30: what stands here is published",
        retention="while the publication is shown",
    )

"""Putting our own list of needs into the directory."""

from alongside.audit.actions import Actor, recorded
from alongside.directory.models import Taxonomy, TaxonomyTerm
from alongside.directory.needs import NEEDS, TAXONOMY_DESCRIPTION, TAXONOMY_ID, TAXONOMY_NAME


def set_up_needs(*, by: Actor | None) -> None:
    """Make our own taxonomy with its terms, where they are not there yet."""
    known = set(TaxonomyTerm.objects.filter(taxonomy=TAXONOMY_ID).values_list("id", flat=True))
    missing = [need for need in NEEDS if need.id not in known]
    if not missing:
        return
    with recorded("directory.set_up_needs", by=by, how_many=len(missing)):
        Taxonomy.objects.get_or_create(
            id=TAXONOMY_ID, defaults={"name": TAXONOMY_NAME, "description": TAXONOMY_DESCRIPTION}
        )
        TaxonomyTerm.objects.bulk_create(
            TaxonomyTerm(
                id=need.id,
                taxonomy_id=TAXONOMY_ID,
                code=need.code,
                name=need.name,
                description=need.description,
            )
            for need in missing
        )

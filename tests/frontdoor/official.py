"""The official schemas and examples, where the machine has them."""

import pytest

from tests.factories.imports import OPEN_LISTS

OFFICIAL = OPEN_LISTS / "reference" / "oruk-3.0"
needs_official = pytest.mark.skipif(
    not OFFICIAL.is_dir(), reason="NOT RUN: the official schemas of Open Referral UK are not on this machine"
)
EXAMPLES = [
    ("/services", "service_list"),
    ("/services/{id}", "service_full"),
    ("/organizations", "organization_list"),
    ("/organizations/{id}", "organization_full"),
    ("/service_at_locations", "service_at_location_list"),
    ("/service_at_locations/{id}", "service_at_location_full"),
    ("/taxonomies", "taxonomy_list"),
    ("/taxonomies/{id}", "taxonomy"),
    ("/taxonomy_terms", "taxonomy_term_list"),
    ("/taxonomy_terms/{id}", "taxonomy_term"),
]

"""Organisations, services, places and hours, as HSDS-UK 3.0 shapes them."""

from alongside.directory.models.base import ListedModel
from alongside.directory.models.imports import BatchState, ImportBatch, ImportPreset, PresetKind
from alongside.directory.models.organization import Organization, OrganizationIdentifier
from alongside.directory.models.place import Accessibility, Address, Location, LocationType
from alongside.directory.models.reach import Contact, Frequency, Language, Phone, Schedule
from alongside.directory.models.report import ServiceReport, WhatIsWrong
from alongside.directory.models.service import (
    CostOption,
    Eligibility,
    Funding,
    OpenTo,
    Service,
    ServiceArea,
    ServiceAtLocation,
    ServiceStatus,
)
from alongside.directory.models.taxonomy import Attribute, Taxonomy, TaxonomyTerm

__all__ = [
    "Accessibility",
    "Address",
    "Attribute",
    "BatchState",
    "Contact",
    "CostOption",
    "Eligibility",
    "Frequency",
    "Funding",
    "ImportBatch",
    "ImportPreset",
    "Language",
    "ListedModel",
    "Location",
    "LocationType",
    "OpenTo",
    "Organization",
    "OrganizationIdentifier",
    "Phone",
    "PresetKind",
    "Schedule",
    "Service",
    "ServiceArea",
    "ServiceAtLocation",
    "ServiceReport",
    "ServiceStatus",
    "Taxonomy",
    "TaxonomyTerm",
    "WhatIsWrong",
]

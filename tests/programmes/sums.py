"""The sum of the parts is the whole: by town, and by village inside each town."""

from datetime import date
from decimal import Decimal

from datong.foundation.indicators import service as indicators
from datong.foundation.places import service as places

# Numbers of different things, first and last years, and what is computed from all rows together: none of these adds up.
NOT_ADDITIVE = {
    "family_doctor.service_categories",
    "family_doctor.service_items",
    "irrigation.first_year",
    "irrigation.last_year",
    "irrigation.county_wan_a_year",
    "irrigation.integrated_wan_a_year",
    "irrigation.self_raised_wan_a_year",
    "sunshine.aspects",
    "membership.unqualified_share",
    "silver_age.teams",
    "silver_age.groups",
    "silver_age.categories",
    "approvals.permits_streamlined_share",
    "approvals.services_streamlined_share",
    "approvals.construction_days_after",
    "approvals.dossier_dropped_share",
    "approvals.cost_saved_yuan",
}


def parts(figure: indicators.Figure, county: str, day: date, inside: str) -> dict[str, Decimal]:
    """The figure's numbers by place, inside a county or town."""
    found = indicators.breakdown(figure, county, day, inside)
    return {part.code: Decimal(part.reading.value or 0) for part in found}


def assert_additive_figures_add_up(county: str, day: date) -> None:
    """Every figure that is called additive is the sum of its towns, and each town that of its villages."""
    readings = indicators.read_all(county, day)
    whole = {key for key, reading in readings.items() if not reading.figure.additive}
    kept = {key for key, reading in readings.items() if indicators.kept_by(reading.figure)}
    assert kept <= whole, "what a house keeps of its own work is the county's alone"
    assert whole - kept == NOT_ADDITIVE
    towns = [place.code for place in places.within(county, "town")]
    for key, reading in readings.items():
        if not reading.figure.additive:
            continue
        by_town = parts(reading.figure, county, day, county + "000000")
        assert set(by_town) >= set(towns), key
        assert sum(by_town.values()) == reading.value, key
        for town in towns:
            assert sum(parts(reading.figure, county, day, town).values()) == by_town[town], (key, town)

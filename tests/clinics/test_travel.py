"""A rough guess of how long a way is."""

from alongside.clinics.queries.travel import SETTING_OUT, minutes_between


def test_way_grows_with_the_miles_and_unknown_codes_are_left_out() -> None:
    found = minutes_between(["M15", "XX9", None], ["M15", "M20", "BL1"])

    assert list(found) == [("M15", "M15"), ("M15", "M20"), ("M15", "BL1")]
    assert found["M15", "M15"] == SETTING_OUT
    assert SETTING_OUT < found["M15", "M20"] < 40 < found["M15", "BL1"] < 90

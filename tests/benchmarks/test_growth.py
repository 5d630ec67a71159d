from xml.etree import ElementTree as ET

from benchmarks.growth import picture

from benchmarks import report

CROWDS = [
    {
        "reports": count,
        "clock": 0.5 + count / 50,
        "processor": count / 25,
        "megabytes": 40,
        "worker_megabytes": 45,
    }
    for count in (10, 100, 1000)
]
LENGTHS = [
    {"characters": count, "seconds": count / 250_000, "megabytes": 40 + count / 9000}
    for count in (2500, 160_000)
]


def test_the_picture_has_a_point_for_each_measurement() -> None:
    drawn = ET.fromstring(picture(CROWDS, LENGTHS))  # noqa: S314  our own
    assert len(list(drawn.iter("{http://www.w3.org/2000/svg}circle"))) == 3 * len(CROWDS) + 2 * len(LENGTHS)


def test_a_batch_is_held_against_half_of_one_process_and_against_itself() -> None:
    def taken(clock: float) -> dict[str, float]:
        return {"clock": clock, "processor": clock * 2, "megabytes": 40.4}

    found = {
        "reports": 1000,
        "workers": 2,
        "serial": [taken(20), taken(24)],
        "pool": [taken(13), taken(10.5)],
        "again": [taken(0.3), taken(0.21)],
    }
    rows = report.section("batch", {"batch": found}).splitlines()
    assert rows[-3:] == [
        "| one process | 20.00 | 44.00 |  |  | 40 |",
        "| 2 workers | 10.50 | 23.50 | 1.050 × the ideal 10.0 s; processor 0.534 × | 1.1 × | 40 |",
        "| once more, nothing changed | 0.21 | 0.51 | 2.00% of the first | 2% | 40 |",
    ]


def test_ever_more_reports_are_a_row_each() -> None:
    rows = report.section("crowds", {"crowds": CROWDS}).splitlines()
    assert rows[-1] == "| 1,000 | 20.5 | 49 | 40.0 | 40 | 45 |"

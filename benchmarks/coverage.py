"""How often the 95 % interval of α holds the α of all: on judgements that are made up, so that it is known.

Every unit has a true worth, drawn from a normal distribution; each evaluator sees it with an error of half
its spread and gives marks in eighths. ``python benchmarks/coverage.py`` prints how many of the samples of
so many units had an interval that holds the α of a very large sample.
"""

import argparse
from collections.abc import Sequence
from fractions import Fraction

import numpy as np

from evalkit.comparing.krippendorff import Undefined, alpha

UNITS = (10, 20, 50, 100)
EVALUATORS = (2, 3)
_MANY = 100_000
_EIGHTHS = [Fraction(place, 8) for place in range(9)]

Generator = np.random.Generator
Units = Sequence[Sequence[Fraction]]


def sample(units: int, evaluators: int, source: Generator) -> Units:
    """Return the shares of marks that `evaluators` gave to `units` each."""
    worth = source.normal(0, 1, (units, 1)) + source.normal(0, 0.5, (units, evaluators))
    places = np.clip(np.rint(worth * 2) + 4, 0, 8).astype(int)
    return [[_EIGHTHS[place] for place in row] for row in places.tolist()]


def held(units: int, evaluators: int, samples: int, source: Generator, truth: float) -> float:
    """Return the share of `samples` whose interval holds `truth`; one without an interval does not."""
    found = (alpha(sample(units, evaluators, source)).interval for _ in range(samples))
    return sum(ends is not None and ends[0] <= truth <= ends[1] for ends in found) / samples


def truth(evaluators: int, source: Generator, units: int = _MANY) -> float:
    """Return α of so many units that drawing others would not change it."""
    value = alpha(sample(units, evaluators, source), draws=1).value
    assert not isinstance(value, Undefined)
    return value


def main(arguments: Sequence[str] | None = None) -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--samples", type=int, default=1000)
    samples = parser.parse_args(arguments).samples
    source = np.random.default_rng(1)
    print("| evaluators | α | " + " | ".join(f"{units} items" for units in UNITS) + " |")
    print("|---:|---:|" + "---:|" * len(UNITS))
    for evaluators in EVALUATORS:
        whole = truth(evaluators, source)
        shares = [held(units, evaluators, samples, source, whole) for units in UNITS]
        print(f"| {evaluators} | {whole:.3f} | " + " | ".join(f"{share:.1%}" for share in shares) + " |")


if __name__ == "__main__":
    main()

"""Fairness: how the people served were heard and how content they are."""

from importlib.resources import files

from evalkit import Count, Dimension, Ratio, hookimpl

fairness = Dimension(
    "fairness", title="公平性", title_en="Fairness", catalogue=files(__package__) / "facts.toml"
)


@fairness.measure(title="信访答复率", title_en="Petitions answered", claimed_as="petition_answer_rate")
def petition_answer(petitions_answered: Count, petitions_received: Count) -> Ratio:
    """Return the petitions answered over the petitions received."""
    return petitions_answered / petitions_received


@hookimpl
def evalkit_dimensions() -> list[Dimension]:
    """Return the one dimension of this plugin."""
    return [fairness]

"""Effectiveness: what the spending brought about."""

from importlib.resources import files

from evalkit import Count, Dimension, Ratio, hookimpl

effectiveness = Dimension(
    "effectiveness", title="效果性", title_en="Effectiveness", catalogue=files(__package__) / "facts.toml"
)


@effectiveness.measure(title="民生实事完成率", title_en="Livelihood tasks completed")
def livelihood_task_completion(livelihood_tasks_completed: Count, livelihood_tasks_total: Count) -> Ratio:
    """Return the livelihood tasks completed over all livelihood tasks of the year."""
    return livelihood_tasks_completed / livelihood_tasks_total


@hookimpl
def evalkit_dimensions() -> list[Dimension]:
    """Return the one dimension of this plugin."""
    return [effectiveness]

"""What the analyst published of the survey's answers, question by question."""

from compilation.phrases import Sentence
from survey.models import Summary, Survey


def summaries_of(year: int) -> tuple[Sentence, ...]:
    """The summaries of a year's published survey in its order, each after its question. One query."""
    found = Summary.objects.filter(item__survey__year=year, item__survey__status=Survey.Status.PUBLISHED)
    return tuple(
        Sentence(
            f"survey_{each.item.question.key}",
            f"{each.item.wording.words()} {each.sv}",
            f"{each.item.wording.words('en')} {each.en or each.sv}",
        )
        for each in found.select_related("item__wording", "item__question").order_by("item__order")
        if each.sv
    )

"""What the rows of a DMN table are called, and what their annotations say."""

import unicodedata

from gtmsim.policies.exchange.markup import Element
from gtmsim.policies.exchange.sheet import Said, refused

OWN = ("name", "starts", "ends")  # annotations that mean something here
LONGEST_NAME = 80
NAME_SIGNS = " _-.,:()'&+%/@#"


def annotated(table: Element, rules: list[Element]) -> list[dict[str, Said]]:
    """The annotations of each rule that say something, by their column."""
    columns = [each.attributes.get("name", "").strip().lower() for each in table.parts("annotation")]
    found = []
    for rule in rules:
        pairs = zip(columns, rule.parts("annotationEntry"), strict=False)
        said = [(column, text_of(entry)) for column, entry in pairs if column in OWN]
        found.append({column: text for column, text in said if text.text})
    return found


def names(rules: list[Element], annotations: list[dict[str, Said]]) -> list[Said]:
    """The name of each rule: its annotation `name`, its description if that can be a name, its label, its number.

    What nobody gave keeps clear of what somebody did."""
    given = [said.get("name") for said in annotations]
    taken = {said.text for said in given if said}
    for place, rule in enumerate(rules):
        description = rule.part("description")
        words = description.text.strip() if description else ""
        if given[place] is None and description and _is_name(words) and words not in taken:
            given[place] = Said(words, *description.at)
            taken.add(words)
    for place, rule in enumerate(rules):
        label = rule.attributes.get("label", "").strip()
        if given[place] is None and label and label not in taken:
            given[place] = Said(label, *rule.at)
            taken.add(label)
    found = []
    for place, (rule, said) in enumerate(zip(rules, given, strict=True), 1):
        words, more = f"row {place}", 1
        while said is None and words in taken:
            more += 1
            words = f"row {place}-{more}"
        taken.add(words)
        found.append(said or Said(words, *rule.at))
    return found


def _is_name(words: str) -> bool:
    """Whether a free text can name a row; modellers keep remarks in the same place."""
    if not 0 < len(words) <= LONGEST_NAME:
        return False
    letters = all(c.isalnum() or c in NAME_SIGNS or unicodedata.category(c) in ("Mn", "Mc") for c in words)
    return letters and ".." not in words and words[0] not in "./"


def text_of(entry: Element) -> Said:
    """What an entry says, and where."""
    texts = entry.parts("text")
    if len(texts) > 1 or (texts and texts[0].children):
        raise refused("E_DMN", "an entry has several texts", "keep one", texts[-1].at)
    words = texts[0] if texts else entry
    return Said(words.text.strip(), *words.at)

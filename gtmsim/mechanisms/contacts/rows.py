"""Rows of contacts."""

from gtmsim.journal.catalogue import Event, row

FOR_WORK = 1000  # what `int_value` of a contact who came for work is more than the number of their post


def _known(event: Event) -> str:
    work = ", for work" if event.int_value >= FOR_WORK else ""
    posts = event.header.posts
    post = f" ({posts[event.int_value % FOR_WORK - 1]}{work})" if posts else ""
    before = f", who came after {event.detail} other{'s' if event.detail > 1 else ''}," if event.detail else ""
    follows = "does not follow us" if event.value < 0.0 else f"has followed us for {event.days}"
    return f"the contact there{post}{before} {follows}"


CONTACT = row(
    8,
    "whom we know there, where contacts follow us",
    may_follow=("LEAD", "OPPORTUNITY", "OPENING_CUSTOMER"),
    detail="how many held the post before",
    int_value="where posts are told apart, n-th post of the header from 1, and 1000 more if they came for work while a "
    "window was open",
    value="days that they have followed us, -1 if they do not",
    tells=_known,
)

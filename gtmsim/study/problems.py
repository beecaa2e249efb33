"""What can go wrong with a study, in words for the person who asked."""


class StudyError(Exception):
    """The study was asked for in a way that has no answer."""

    exit_code = 2


class FailedRunError(StudyError):
    """The study ran and could not be finished; nothing of it is kept as if it were whole."""

    exit_code = 3

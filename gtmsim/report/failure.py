"""What failed -> words and an exit code. Imports nothing heavy before anything has failed."""

WRONG_SCENARIO, FAILED, CANNOT_WRITE, IN_USE, INTERRUPTED = 1, 3, 74, 75, 130  # wrong usage is click's 2


def words_and_code(error: Exception) -> tuple[str, int]:
    """Words and exit code; a traceback helps nobody who wrote a scenario."""
    from gtmsim.report.folder import CannotWriteError
    from gtmsim.report.lock import InUseError
    from gtmsim.scenario.language.problems import ScenarioError
    from gtmsim.study.problems import StudyError

    if isinstance(error, ScenarioError):
        return str(error), WRONG_SCENARIO
    if isinstance(error, StudyError):
        return str(error), error.exit_code
    if isinstance(error, CannotWriteError):
        return str(error), CANNOT_WRITE
    if isinstance(error, InUseError):
        return str(error), IN_USE
    return f"the run failed: {type(error).__name__}: {error} ({_place(error)})", FAILED


def _place(error: BaseException) -> str:
    """File and line of the innermost frame that is ours."""
    place, trace = "", error.__traceback__
    while trace:
        name = trace.tb_frame.f_code.co_filename.replace("\\", "/")
        if "/gtmsim/" in name:
            place = f"gtmsim/{name.rpartition('/gtmsim/')[2]}:{trace.tb_lineno}"
        trace = trace.tb_next
    return place

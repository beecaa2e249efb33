"""Rows of staff: who is there, what they work on, and their pay."""

from gtmsim.journal.catalogue import row

TASK_STARTED = row(
    10,
    "a person began to work on it",
    may_follow=("qualification", "OPPORTUNITY"),
    detail="stage, -1 qualification",
    int_value="person",
    value="days waited",
    tells="{person} starts {task} after a wait of {days}",
)
TASK_ENDED = row(
    11,
    "the person finished",
    # Where the buying window has closed, the seller does not know yet.
    may_follow=("qualification", "OPPORTUNITY", "NO_DECISION"),
    detail="stage, -1 qualification",
    int_value="person",
    value="working hours taken",
    tells="{person} ends {task} after {value:.1f} working hours",
)
SALARY = row(55, "a month's pay of a team", of="firm", money="pay", detail="month", amount="cost")
COMMISSION = row(
    56,
    "on a win",
    may_follow=("WON",),
    money="sales",
    amount="cost",
    int_value="whom the win counts for under a quota: person + 1, 0 nobody",
    tells="commission of {money} is paid on the win",
)
EMPLOYEE_JOINED = row(
    72,
    "a person starts",
    of="firm",
    detail="1 as a replacement, 0 by the plan or by the policy that the row names",
    int_value="person",
    value="days since the position was opened, where `hiring` says how long it takes to fill one",
    formerly="JOINED",
    rare=True,
)
EMPLOYEE_LEFT = row(
    73,
    "a person leaves, after the task in hand",
    of="firm",
    detail="1 of their own accord, 2 for another team, 0 by the plan or by the policy that the row names",
    int_value="person",
    value="days in the job, or since day 0, of who leaves of their own accord or for another team",
    formerly="LEFT",
    rare=True,
)
HEADCOUNT_REVIEWED = row(
    75,
    "a team's headcount was reviewed",
    of="firm",
    detail="month that begins",
    int_value="people hired, or below 0 let go, or searched for no more",
    formerly="STAFFED",
)
CAPACITY = row(
    76,
    "a team has other hours than the plan says; told when the month begins, or when it ends where days are drawn",
    of="firm",
    detail="month",
    value="person-hours of working time",
    rare=True,
)

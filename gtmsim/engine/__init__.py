"""What happens, and when: keyed draws, teams and calendars, the journal, and the engines that write it."""

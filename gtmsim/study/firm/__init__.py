"""From the numbers that a firm knows to a scenario of it: what is in no CRM is derived, by a calibration to what is."""

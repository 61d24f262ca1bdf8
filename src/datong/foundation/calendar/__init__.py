"""The working-day calendar (工作日历): the State Council's holiday notices by year, days off and make-up days.

It refuses to guess: a year whose notice is not entered counts Monday to Friday and every date in it is provisional. A
notice is never changed; an amendment is a further version, and the newest one of a year holds.
"""

"""The report: every table and chart in a folder, and one page of HTML that holds them all.

A library and a week come in, a folder goes out. Start with `report`.
"""

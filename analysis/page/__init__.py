"""The report: every table and chart in a folder, and one HTML page with all of them.

A library and a week come in, a folder goes out. Start with `report`.
"""

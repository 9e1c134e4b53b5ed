"""Typesets reports with invented content in the layouts that are in use, with the report expected from each.

    layouts + content ──► grids (rows with spans) ──► dumps (plain text in several styles)
                    └───► expected (the gold Report)

The grid is kept apart from the dumps so that other renderers (.docx, .xlsx, PDF) can set the same pages.
"""

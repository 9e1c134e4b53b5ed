"""Renditions of the samples: the same report as Word, Excel, HTML, PDF and scan, in layouts of real templates.

gold + outline ──► content ──► grids ──► files (office, web, PDF) ──► scans
                       └─────► expected Report, and a list of what the layout cannot print
"""

"""Batch runs: folders of reports into tables, in parts that survive whatever ends them."""

"""The word list of running text holds what the program reads, and nothing else."""

from __future__ import annotations

import tomllib
from dataclasses import asdict

from extractor.engines.rules.prose.words import any_of, words
from extractor.lexicon import data_file


def test_every_list_of_the_file_is_read() -> None:
    tables = tomllib.loads(data_file("schemas/prose.toml"))
    assert {name: set(lists) for name, lists in asdict(words()).items()} == {
        name: set(lists) for name, lists in tables.items()
    }


def test_words_are_plain_strings_without_doubles() -> None:
    for table in asdict(words()).values():
        for name, some in table.items():
            assert some, name
            assert all(isinstance(word, str) and word for word in some), name
            assert len(set(some)) == len(some), name


def test_a_pattern_of_words_prefers_the_longest() -> None:
    assert any_of(["预算", "年初预算", "("]) == r"(?:年初预算|预算|\()"

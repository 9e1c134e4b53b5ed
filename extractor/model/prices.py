"""Money: a maintained price list, or the price that the user names; never a guess."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Protocol

from extractor.model.configured import PUBLIC
from extractor.model.reply import Tokens
from extractor.model.settings import ModelSettings

_MILLION = 1_000_000


class Price(Protocol):
    """What calls cost."""

    def __call__(self, tokens: Tokens) -> float | None:
        """US dollars; None where not known."""
        ...


@dataclass(frozen=True)
class NamedPrice:
    """The user's own price, in US dollars per million tokens."""

    prompt: float
    completion: float

    def __call__(self, tokens: Tokens) -> float:
        """Cached prompt tokens cost as much as others."""
        return (tokens.prompt * self.prompt + tokens.completion * self.completion) / _MILLION


@dataclass(frozen=True)
class ListPrice:
    """The price of the genai-prices list, for the provider at this very address."""

    model: str
    address: str

    def __call__(self, tokens: Tokens) -> float | None:
        """None for a provider or model that the list does not hold."""
        from genai_prices import Usage, calc_price

        usage = Usage(
            input_tokens=tokens.prompt, cache_read_tokens=tokens.cached, output_tokens=tokens.completion
        )
        try:
            total: Decimal = calc_price(usage, self.model, provider_api_url=self.address).total_price
        except (LookupError, ValueError):
            return None
        return float(total)


def unknown(tokens: Tokens) -> None:
    """No price: tokens only."""


def price_of(settings: ModelSettings) -> Price:
    """What calls with these settings cost."""
    if settings.prompt_price is not None and settings.completion_price is not None:
        return NamedPrice(settings.prompt_price, settings.completion_price)
    listed = ListPrice(settings.model, settings.base_url or PUBLIC)
    return listed if listed(Tokens(1, 1)) is not None else unknown

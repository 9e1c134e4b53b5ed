"""LiteLLM's proxy as a gateway: in front of a scripted endpoint, and with failures of its own making."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.support.scripted_server import ScriptedServer
from tests.third_party.serving import KEY, free_port, installed, serving

# What the gateway shows to the endpoint behind it; a client only knows the gateway's.
KEY_BEHIND = "sk-behind-the-gateway-0123456789"
# Models of which the gateway itself says no, by the error that it makes up.
MADE_UP = {
    "limited": "litellm.RateLimitError",
    "failing": "litellm.InternalServerError",
    "short": "litellm.ContextWindowExceededError",
}
# The gateway tries again for a client: of no model but this, and so often.
PATIENT, MORE_TRIES = "patient", 2


@dataclass(frozen=True)
class Gateway:
    """A running gateway, and the scripted endpoint ``behind`` it."""

    url: str
    behind: ScriptedServer


@contextmanager
def running(behind: ScriptedServer, folder: Path) -> Iterator[Gateway]:
    """The gateway, as long as it is needed; skips the test where it is not installed."""
    command, port = installed("litellm/bin/litellm"), free_port()
    config = folder / "litellm.yaml"
    # JSON is YAML.
    config.write_text(json.dumps(_config(behind)), encoding="utf-8")
    address = f"http://127.0.0.1:{port}"
    offline = {"LITELLM_LOCAL_MODEL_COST_MAP": "True", "HF_HUB_OFFLINE": "1", "LITELLM_TELEMETRY": "False"}
    place = ["--host", "127.0.0.1", "--port", str(port)]
    with serving(
        [command, "--config", config, *place],
        f"{address}/health/liveliness",
        folder / "gateway.log",
        HOME=str(folder),
        **offline,
    ):
        yield Gateway(f"{address}/v1", behind)


def _config(behind: ScriptedServer) -> dict[str, Any]:
    reached = {"api_base": behind.url, "api_key": KEY_BEHIND}
    models = {
        "scripted": reached | {"model": "openai/scripted", "num_retries": 0},
        PATIENT: reached | {"model": "openai/patient", "num_retries": MORE_TRIES},
    } | {
        name: {"model": f"openai/{name}", "api_key": "none", "mock_response": error}
        for name, error in MADE_UP.items()
    }
    return {
        "model_list": [{"model_name": name, "litellm_params": given} for name, given in models.items()],
        "general_settings": {"master_key": KEY},
        "router_settings": {"num_retries": 0, "disable_cooldowns": True},
        "litellm_settings": {"telemetry": False},
    }

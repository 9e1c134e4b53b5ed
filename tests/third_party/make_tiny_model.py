"""Write a llama of random weights that llama-server loads: it can say anything, and means nothing.

Usage: make_tiny_model.py VOCABULARY.gguf MODEL.gguf   (needs the package gguf)

Only the vocabulary is real, from llama.cpp's own tests; nothing was trained. A faint leaning
towards the characters that end strings, objects and lists keeps the answers short.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import numpy as np
from gguf import GGUFReader, GGUFValueType, GGUFWriter

EMBEDDING = 32
HEADS = 2
CONTEXT = 32768
SEED = 7
ENDINGS = ('"', ",", "}", "]")
TEMPLATE = (
    "{% for message in messages %}{{ message['role'] }}: {{ message['content'] }}\n{% endfor %}assistant:"
)


def copy_vocabulary(reader: GGUFReader, writer: GGUFWriter) -> list[str]:
    """Copy every field of the tokenizer; the tokens."""
    for name, field in reader.fields.items():
        if name.startswith("tokenizer.") and name != "tokenizer.chat_template":
            inner = field.types[1] if field.types[0] is GGUFValueType.ARRAY else None
            writer.add_key_value(name, field.contents(), field.types[0], sub_type=inner)
    writer.add_chat_template(TEMPLATE)
    return list(reader.fields["tokenizer.ggml.tokens"].contents())


def describe(writer: GGUFWriter, size: int) -> None:
    """One block of the smallest llama that still runs."""
    writer.add_vocab_size(size)
    writer.add_context_length(CONTEXT)
    writer.add_embedding_length(EMBEDDING)
    writer.add_block_count(1)
    writer.add_feed_forward_length(2 * EMBEDDING)
    writer.add_head_count(HEADS)
    writer.add_head_count_kv(HEADS)
    writer.add_rope_dimension_count(EMBEDDING // HEADS)
    writer.add_layer_norm_rms_eps(1e-5)


def weights(tokens: list[str]) -> dict[str, Any]:
    """Random matrices, norms of one, and the leaning towards an end."""
    chance = np.random.default_rng(SEED)

    def matrix(rows: int, columns: int) -> Any:
        return (chance.standard_normal((rows, columns)) / np.sqrt(columns)).astype(np.float16)

    embedding, output = matrix(len(tokens), EMBEDDING), matrix(len(tokens), EMBEDDING)
    embedding[:, 0] = 4
    output[[place for place, token in enumerate(tokens) if token in ENDINGS], 0] = 1.5
    square = {f"blk.0.attn_{part}.weight": matrix(EMBEDDING, EMBEDDING) for part in ("q", "k", "v", "output")}
    wide = {f"blk.0.ffn_{part}.weight": matrix(2 * EMBEDDING, EMBEDDING) for part in ("gate", "up")}
    norms = {
        f"{name}.weight": np.ones(EMBEDDING, dtype=np.float32)
        for name in ("output_norm", "blk.0.attn_norm", "blk.0.ffn_norm")
    }
    narrow = {"blk.0.ffn_down.weight": matrix(EMBEDDING, 2 * EMBEDDING)}
    return {"token_embd.weight": embedding, "output.weight": output, **norms, **square, **wide, **narrow}


def main(vocabulary: Path, model: Path) -> None:
    """Write the model beside its place first: a half-written one would be taken for whole."""
    partial = model.with_suffix(".partial")
    writer = GGUFWriter(str(partial), "llama")
    tokens = copy_vocabulary(GGUFReader(str(vocabulary)), writer)
    describe(writer, len(tokens))
    for name, weight in weights(tokens).items():
        writer.add_tensor(name, weight)
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()
    partial.rename(model)


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))

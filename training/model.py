"""The encoder while it learns: a sentence model with heads for attribution and vectors that keep its likenesses."""

from pathlib import Path

import torch
from torch import Tensor, nn
from transformers import AutoModel

from detente.encoder import TAGS

ARC = 96  # width of the pointers
FAR = -1e4


class Encoder(nn.Module):
    """One pass over a window gives all that the package reads from it.

    The word embeddings stay as they were: what is learned of 30,000 words from a thousand articles is noise.
    """

    def __init__(self, base: Path) -> None:
        super().__init__()
        self.base = AutoModel.from_pretrained(
            base, attn_implementation="eager", attention_probs_dropout_prob=0.0, add_pooling_layer=False
        )
        self.base.embeddings.requires_grad_(False)
        width = self.base.config.hidden_size
        self.drop = nn.Dropout(0.1)
        self.tags = nn.Linear(width, len(TAGS))
        self.ask = nn.Linear(width, 2 * ARC)
        self.answer = nn.Linear(width, 2 * ARC)
        self.likeness = nn.Linear(width, width)
        nn.init.eye_(self.likeness.weight)
        nn.init.zeros_(self.likeness.bias)

    def forward(self, ids: Tensor, mask: Tensor) -> tuple[Tensor, Tensor, Tensor, Tensor]:
        """Return scores of tags (b, n, 7), of cues and sources (b, n, n), and a vector a piece (b, n, width)."""
        hidden = self.base(input_ids=ids, attention_mask=mask).last_hidden_state
        tags, cues, sources, vectors = self.heads(hidden)
        hidden_from = mask[:, None, :] == 0
        return tags, cues.masked_fill(hidden_from, FAR), sources.masked_fill(hidden_from, FAR), vectors

    def heads(self, hidden: Tensor) -> tuple[Tensor, Tensor, Tensor, Tensor]:
        """Return the same from the body's last layer."""
        shown = self.drop(hidden)
        asks = self.ask(shown).unflatten(-1, (2, ARC)).transpose(1, 2)
        answers = self.answer(shown).unflatten(-1, (2, ARC)).transpose(1, 2)
        scores = asks @ answers.transpose(-1, -2) / ARC**0.5
        return self.tags(shown), scores[:, 0], scores[:, 1], self.likeness(hidden)


class Shipped(nn.Module):
    """The encoder as it is exported: one window without padding, its attention written out so that it can be fused."""

    def __init__(self, encoder: Encoder) -> None:
        super().__init__()
        self.encoder = encoder
        config = encoder.base.config
        self.width, self.count = config.hidden_size, config.num_attention_heads
        self.size = self.width // self.count

    def forward(self, ids: Tensor) -> tuple[Tensor, Tensor, Tensor, Tensor]:
        """Return what the encoder does for ``ids`` (1, n)."""
        base = self.encoder.base
        at = base.embeddings
        hidden = (
            at.word_embeddings(ids) + at.position_embeddings.weight[: ids.shape[1]] + at.token_type_embeddings.weight[0]
        )
        hidden = at.LayerNorm(hidden)
        for layer in base.encoder.layer:
            attention = layer.attention
            mixed = attention.output.dense(self._mixed(attention.self, hidden))
            hidden = attention.output.LayerNorm(mixed + hidden)
            inner = nn.functional.gelu(layer.intermediate.dense(hidden))
            hidden = layer.output.LayerNorm(layer.output.dense(inner) + hidden)
        return self.encoder.heads(hidden)

    def _mixed(self, attention: nn.Module, hidden: Tensor) -> Tensor:
        split = (1, -1, self.count, self.size)
        query = attention.query(hidden).view(split).permute(0, 2, 1, 3)
        key = attention.key(hidden).view(split).permute(0, 2, 3, 1)
        value = attention.value(hidden).view(split).permute(0, 2, 1, 3)
        weights = torch.softmax(query @ key / self.size**0.5, dim=-1)
        return (weights @ value).permute(0, 2, 1, 3).reshape(1, -1, self.width)

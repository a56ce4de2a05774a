"""The encoder while it learns: a sentence model with heads for attributions and acts, and vectors that compare."""

from pathlib import Path
from typing import NamedTuple

import torch
from torch import Tensor, nn
from transformers import AutoModel

from detente.encoder import KINDS, REALITIES, ROOTS, TAGS

ARC = 96  # width of the pointers
FAR = -1e4
POINTERS = 4


class Scores(NamedTuple):
    """What the encoder gives for windows (b, n): of tags (b, n, 7), of the four pointers (b, n, n), a vector a piece
    (b, n, width), of acts (b, n, 17) and their reality (b, n, 7), and what each piece as source, as target and as any
    word of a sentence adds to each root (b, n, 48), of outcomes (b, n, 6). The names are those of the exported
    outputs."""

    tags: Tensor
    cues: Tensor
    sources: Tensor
    vectors: Tensor
    acts: Tensor
    realities: Tensor
    agents: Tensor
    patients: Tensor
    roots: Tensor
    outcomes: Tensor


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
        self.ask = nn.Linear(width, POINTERS * ARC)
        self.answer = nn.Linear(width, POINTERS * ARC)
        self.likeness = nn.Linear(width, width)
        nn.init.eye_(self.likeness.weight)
        nn.init.zeros_(self.likeness.bias)
        self.acts = nn.Linear(width, 1 + len(ROOTS))
        self.realities = nn.Linear(width, len(REALITIES))
        self.roots = nn.Linear(width, 3 * len(ROOTS))
        self.outcomes = nn.Linear(width, 1 + len(KINDS))

    def forward(self, ids: Tensor, mask: Tensor) -> Scores:
        """Return the scores of windows; nothing points to what ``mask`` (b, n) hides."""
        hidden = self.base(input_ids=ids, attention_mask=mask).last_hidden_state
        scores = self.heads(hidden)
        hide = mask[:, None, :] == 0
        names = ("cues", "sources", "agents", "patients")
        return scores._replace(**{name: getattr(scores, name).masked_fill(hide, FAR) for name in names})

    def heads(self, hidden: Tensor) -> Scores:
        """Return the same from the body's last layer."""
        shown = self.drop(hidden)
        asks = self.ask(shown).unflatten(-1, (POINTERS, ARC)).transpose(1, 2)
        answers = self.answer(shown).unflatten(-1, (POINTERS, ARC)).transpose(1, 2)
        arcs = (asks @ answers.transpose(-1, -2) / ARC**0.5).unbind(1)
        acts, realities, roots = self.acts(shown), self.realities(shown), self.roots(shown)
        likeness, outcomes = self.likeness(hidden), self.outcomes(shown)
        return Scores(self.tags(shown), *arcs[:2], likeness, acts, realities, *arcs[2:], roots, outcomes)


class Shipped(nn.Module):
    """The encoder as it is exported: one window without padding, its attention written out so that it can be fused."""

    def __init__(self, encoder: Encoder) -> None:
        super().__init__()
        self.encoder = encoder
        config = encoder.base.config
        self.width, self.count = config.hidden_size, config.num_attention_heads
        self.size = self.width // self.count

    def forward(self, ids: Tensor) -> Scores:
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

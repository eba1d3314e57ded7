"""Neovim, as Debian has it, with `qc lsp`: what a user does, and what then stands in the buffers.

Each test is a chunk of Lua that runs in a headless Neovim; `editor.lua` has the words that it is written in.
"""

import json
import os
import shutil
import subprocess
from pathlib import Path

import pytest

import qc

pytestmark = pytest.mark.skipif(shutil.which("nvim") is None, reason="nvim (Neovim) is not here")

EDITOR = Path(__file__).with_name("editor.lua")

BASE = """# 🥬 What all sites have.
queue lms.high concurrency=2 keda max=5
route campus.sync -> lms.high
task campus.sync registered=lms
"""
SITE = """include base.celq
broker redis host=redis
amend queue lms.high keda max=3
"""


def in_neovim(folder: Path, chunk: str, **files: str):
    """Runs a chunk among files; gives what it returns."""
    for name, text in files.items():
        (folder / f"{name}.celq").write_text(text)
    said = folder / "said.json"
    environment = {**os.environ, "QC": str(qc.BINARY), "CHUNK": chunk, "SAID": str(said), "HOME": str(folder)}
    command = ["nvim", "--headless", "--clean", "-c", f"luafile {EDITOR}"]
    ran = subprocess.run(
        command, cwd=folder, env=environment, capture_output=True, encoding="utf-8", timeout=120, stdin=subprocess.DEVNULL
    )
    assert said.exists(), f"Neovim has said nothing:\n{ran.stderr}"
    answer = json.loads(said.read_text())
    assert answer["ran"], answer["said"]
    return answer["said"]


def test_it_sees_diagnostics_and_takes_a_fix(tmp_path: Path) -> None:
    said = in_neovim(
        tmp_path,
        """
        open('site.celq')
        local before = rules(1)
        at('concurency')
        choose('write `concurrency`')
        local after = changing('site.celq', vim.lsp.buf.code_action)
        return { before = before, after = after, left = #rules(0) }
        """,
        site="broker redis host=redis\nqueue lms.high concurency=2 # 🥬\n",
    )
    assert said == {
        "before": ["unknown-key"],
        "after": ["broker redis host=redis", "queue lms.high concurrency=2 # 🥬"],
        "left": 0,
    }


def test_a_queue_is_renamed_over_an_include(tmp_path: Path) -> None:
    said = in_neovim(
        tmp_path,
        """
        open('base.celq')
        open('site.celq')
        at('high')
        changing('base.celq', function() vim.lsp.buf.rename('urgent') end)
        return { site = lines('site.celq'), base = lines('base.celq') }
        """,
        site=SITE,
        base=BASE,
    )
    renamed = {name: text.replace("lms.high", "lms.urgent").splitlines() for name, text in (("site", SITE), ("base", BASE))}
    assert said == renamed


def test_an_included_file_is_judged_with_its_site(tmp_path: Path) -> None:
    """Alone `base.celq` would amend nothing; it is told what it does in the site that includes it."""
    said = in_neovim(
        tmp_path,
        "open('base.celq') return rules(1)",
        site="include base.celq\nbroker redis host=redis\nqueue lms.high concurrency=2\n",
        base="amend queue lms.high keda min=9 max=3\n",
    )
    assert said == ["min-above-max"]


def test_it_completes(tmp_path: Path) -> None:
    said = in_neovim(
        tmp_path,
        """
        open('site.celq')
        vim.api.nvim_win_set_cursor(0, { 2, 20 })
        local labels = {}
        for _, item in ipairs(ask('textDocument/completion').items) do
          table.insert(labels, item.label)
          if item.label == 'prefork' then
            vim.lsp.util.apply_text_edits({ item.textEdit }, 0, 'utf-16')
          end
        end
        return { labels = labels, after = lines('site.celq') }
        """,
        site="broker redis host=redis\nqueue lms.high pool=p\n",
    )
    assert said == {
        "labels": ["prefork", "gevent", "eventlet", "threads", "solo"],
        "after": ["broker redis host=redis", "queue lms.high pool=prefork"],
    }


def test_it_formats(tmp_path: Path) -> None:
    said = in_neovim(
        tmp_path,
        """
        open('site.celq')
        return changing('site.celq', format)
        """,
        site="broker  redis   host=redis\n\n\n\nqueue lms.high  keda   max=5\n\tmin=1\n",
    )
    assert said == ["broker redis host=redis", "", "queue lms.high keda min=1 max=5"]


def test_it_says_what_a_word_means(tmp_path: Path) -> None:
    said = in_neovim(
        tmp_path,
        "open('site.celq') at('high') return ask('textDocument/hover').contents.value",
        site=SITE,
        base=BASE,
    )
    assert said.startswith("**`lms.high`** is `edx.lms.core.high` in the broker.\n")
    assert "Deployment `lms-worker-high`, ScaledObject `lms-worker-high`" in said

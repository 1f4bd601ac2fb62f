"""Runs a backtest in another tool and speaks JSON lines: one request a line on stdin, answers on stdout.

Request   {"id": 1, "op": "versions", "packages": ["vectorbt"]} or {"id": 1, "op": "run", "tool": "vectorbt", "task": {...}}
Progress  {"id": 1, "stage": "importing vectorbt"}
Answer    {"id": 1, "result": {...}} or {"id": 1, "error": {"kind": "missing" | "refused" | "failed", "message": "..."}}

A column of numbers is {"f64": base64 of little-endian doubles}. Nothing is read from or written to disk or network here.
"""

import base64
import importlib
import importlib.metadata
import json
import os
import platform
import sys
import traceback
from array import array

# What a tool prints must not mix with the answers.
answers = os.fdopen(os.dup(1), "w", encoding="utf-8", newline="\n")
os.dup2(2, 1)

tools = {"vectorbt": "vectorbt_runner", "backtrader": "backtrader_runner", "nautilus": "nautilus_runner"}


class Refused(Exception):
    """The tool cannot run this on purpose; the message says what to change."""


def decode(value):
    """The value with every encoded column as an array of doubles."""
    if isinstance(value, dict):
        if "f64" in value:
            column = array("d")
            column.frombytes(base64.b64decode(value["f64"]))
            return column
        return {key: decode(item) for key, item in value.items()}
    return [decode(item) for item in value] if isinstance(value, list) else value


def encode(column):
    return {"f64": base64.b64encode(array("d", column).tobytes()).decode("ascii")}


def send(message):
    answers.write(json.dumps(message) + "\n")
    answers.flush()


def versions(names):
    found = {"python": platform.python_version()}
    for name in names:
        try:
            found[name] = importlib.metadata.version(name)
        except importlib.metadata.PackageNotFoundError:
            found[name] = None
    return found


def run(request):
    tool = importlib.import_module(tools[request["tool"]])
    stage = lambda text: send({"id": request["id"], "stage": text})
    result = tool.run(decode(request["task"]), stage)
    texts = ("exitReason",)
    return {
        "trades": {name: column if name in texts else encode(column) for name, column in result["trades"].items()},
        "equity": encode(result["equity"]),
        "cash": encode(result["cash"]),
        "refused": result["refused"],
    }


def answer(request):
    try:
        result = versions(request["packages"]) if request["op"] == "versions" else run(request)
        return {"id": request["id"], "result": result}
    except ImportError as error:
        return {"id": request["id"], "error": {"kind": "missing", "message": str(error)}}
    except Refused as error:
        return {"id": request["id"], "error": {"kind": "refused", "message": str(error)}}
    except Exception as error:
        traceback.print_exc(file=sys.stderr)
        return {"id": request["id"], "error": {"kind": "failed", "message": f"{type(error).__name__}: {error}"}}


def main():
    # Runners import `Refused` from this module by its name, not as the main script.
    sys.modules["bridge"] = sys.modules["__main__"]
    for line in sys.stdin:
        if line.strip():
            send(answer(json.loads(line)))


if __name__ == "__main__":
    main()

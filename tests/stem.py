"""The process that commands are forked from: run by ``tests/forked.py``, which says why.

It loads libraries and waits. For each command that is asked for it forks, and the child does what the installed script
does: whatever it says, raises or leaves open ends as it would there.
"""

import array
import gc
import importlib
import json
import os
import socket
import sys
from pathlib import Path

SCRIPT, CHANNEL, *LIBRARIES = sys.argv[1:]


def next_command(requests: socket.socket) -> None:
    """Returns in the child, with the command's words, folder, environment and output in their places."""
    while True:
        asked, ancillary, _, _ = requests.recvmsg(1 << 16, socket.CMSG_SPACE(2 * array.array("i").itemsize))
        if not asked:
            os._exit(0)  # the tests are over
        files = array.array("i", ancillary[0][2])
        child = os.fork()
        if child == 0:
            requests.close()
            become(json.loads(asked), *files)
            return
        for file in files:
            os.close(file)
        requests.send(str(child).encode())
        requests.send(str(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])).encode())


def become(command: dict[str, object], out: int, err: int) -> None:
    """Whatever a program finds when it begins."""
    os.dup2(out, 1)
    os.dup2(err, 2)
    os.close(out)
    os.close(err)
    os.chdir(str(command["folder"]))
    os.environ.clear()
    os.environ.update(dict(command["environment"]))  # type: ignore[call-overload]
    sys.argv[:] = [SCRIPT, *command["words"]]  # type: ignore[misc]
    sys.path.insert(0, str(Path(SCRIPT).parent))


for library in LIBRARIES:
    importlib.import_module(library)
if len(list(Path("/proc/self/task").iterdir())) > 1:
    raise SystemExit("A library starts a thread when it is imported: a fork would not have it.")
gc.collect()
gc.freeze()
next_command(socket.socket(fileno=int(CHANNEL)))

from dispatcher.cli import main  # noqa: E402  in the child, as the installed script does it

main()

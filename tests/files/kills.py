"""Kill a run at each of its steps: before each file is opened to be written, renamed or removed, and each folder made or removed."""

import os
import sys

STEPS = {"os.rename", "os.remove", "os.mkdir", "os.rmdir", "os.link", "os.symlink", "os.truncate", "os.chmod"}
KILLED = 9


def steps(event, arguments):
    """Whether an audit event changes what lies on disk."""
    writing = os.O_WRONLY | os.O_RDWR | os.O_CREAT
    return event in STEPS or (event == "open" and isinstance(arguments[2], int) and bool(arguments[2] & writing))


def killed_at(step, run):
    """Run in a process of its own that dies, without a word, before that step; whether it got so far."""
    sys.stdout.flush()
    child = os.fork()
    if not child:
        left = step

        def hook(event, arguments):
            nonlocal left
            if steps(event, arguments):
                left -= 1
                if left < 0:
                    os.kill(os.getpid(), KILLED)

        sys.addaudithook(hook)
        run()
        os._exit(0)
    _, status = os.waitpid(child, 0)
    if not os.WIFSIGNALED(status) and os.WEXITSTATUS(status):
        message = f"the run failed at step {step}, unkilled"
        raise RuntimeError(message)
    return os.WIFSIGNALED(status)


def contents(folder):
    """Every file below a folder but what a killed run left half-written beside."""
    found = {}
    for parent, folders, names in os.walk(folder):
        folders[:] = [name for name in folders if not name.endswith(".part")]
        for name in names:
            if not name.endswith(".part"):
                path = os.path.join(parent, name)  # noqa: PTH118 - nothing is imported here that opens files
                with open(path, "rb") as stream:  # noqa: PTH123 - as above
                    found[os.path.relpath(path, folder)] = stream.read()
    return found

"""Ends the emulator and the functions it runs when the process that started it is gone, however it went."""
import os
import signal
import sys
import threading


def end_with_parent():
    """Standard input is a pipe held open by the parent: its end is the parent's end."""
    threading.Thread(target=_wait, args=(sys.stdin.fileno(),), daemon=True).start()


def _wait(pipe):
    while os.read(pipe, 4096):
        pass
    # the functions' processes are in the group that the launcher leads
    if os.getpgid(0) == os.getpid():
        os.killpg(os.getpid(), signal.SIGKILL)
    os.kill(os.getpid(), signal.SIGKILL)

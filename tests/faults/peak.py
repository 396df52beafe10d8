#!/usr/bin/python3
# SPDX-License-Identifier: MIT
"""Runs a command and writes the most memory that it took, in KiB, into a file:  peak.py FILE COMMAND [ARG…]

A small process of its own, because the system counts what a process had before it became another program, so
that whatever runs the rows would be counted as well. Exits as the command does; by a signal: 128 and its number."""
import os
import sys

file, *command = sys.argv[1:]
child = os.fork()
if child == 0:
    os.execvp(command[0], command)
_, status, used = os.wait4(child, 0)
with open(file, "w") as told:
    told.write(str(used.ru_maxrss))
code = os.waitstatus_to_exitcode(status)
sys.exit(code if code >= 0 else 128 - code)

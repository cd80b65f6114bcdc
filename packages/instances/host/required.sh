#!/bin/bash
# usage: required UNIT. Succeeds if a unit that is required is active and its command, if it has one, succeeds. Prints the
# unit's state and, on further lines, what the command says. A command that hangs counts as one that fails.
systemctl is-active "$1" && timeout 20 bash -euo pipefail "${GROUNDWORK_ROOT-}/var/lib/ecs-groundwork/required/$1" 2>&1

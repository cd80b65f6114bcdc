# shellcheck shell=bash
# bash reads this before a boot step: strict rules, and the line at which the step ended, for the report. The traps
# are commands as well, so at the end it is the line before the last. ERR is for steps with an EXIT trap of their own.
unset BASH_ENV
set -ETeuo pipefail
groundwork_line=unknown groundwork_next=unknown
trap 'groundwork_line=$groundwork_next groundwork_next=$LINENO' DEBUG
trap 'echo "$groundwork_line" >"$GROUNDWORK_LINE_FILE"' EXIT
trap 'echo "$LINENO" >"$GROUNDWORK_LINE_FILE"' ERR

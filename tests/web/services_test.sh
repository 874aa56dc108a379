#!/bin/sh
# services_test.sh AWL_LINKS: installs what services_test.py needs, and runs it.
set -eu
root=$(dirname "$(dirname "$(dirname "$(readlink -f "$0")")")")
"$root/tools/install" web
exec python3 "$root/tests/web/services_test.py" "$@"

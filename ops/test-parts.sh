#!/bin/sh
# The parts that the tests use and Python does not bring: a browser, Chinese fonts, PostgreSQL. Debian's own packages.
set -eu
missing=""
command -v chromium >/dev/null 2>&1 || missing="$missing chromium"
fc-list 2>/dev/null | grep -qi "cjk" || missing="$missing fonts-noto-cjk fontconfig"
ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1 || missing="$missing postgresql"
[ -z "$missing" ] && exit 0
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
    echo "  · apt-get install$missing"
    # Debian's PostgreSQL would start a cluster of its own: the tests start a private one instead
    mkdir -p /etc/postgresql-common
    [ -e /etc/postgresql-common/createcluster.conf ] || echo "create_main_cluster = false" >/etc/postgresql-common/createcluster.conf
    export DEBIAN_FRONTEND=noninteractive
    apt-get update -qq >/dev/null && apt-get install -y -qq --no-install-recommends $missing >/dev/null
else
    echo "  ! not installed:$missing - install them with apt-get to run the tests that need them" >&2
fi

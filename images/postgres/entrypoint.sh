#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Makes the database cluster at the first start, then becomes the server. The image has a shell and PostgreSQL, and no
# other program: everything here is built into the shell.
set -eu
umask 077
readonly complete="$PGDATA/unionid-complete"

fail() {
  printf '数据库未启动 The database was not started: %s\n' "$1" >&2
  exit 1
}

# initdb wants a name for the user it runs as, whatever number that has.
name_user() {
  while read -r key value _; do
    case $key in Uid:) uid=$value ;; Gid:) gid=$value ;; esac
  done </proc/self/status
  [ "$uid" != 0 ] || fail 'run it as a user other than root'
  printf 'postgres:x:%s:%s:postgres:/:/none\n' "$uid" "$gid" >/tmp/passwd
  printf 'postgres:x:%s:\n' "$gid" >/tmp/group
}

as_named_user() {
  LD_PRELOAD=libnss_wrapper.so NSS_WRAPPER_PASSWD=/tmp/passwd NSS_WRAPPER_GROUP=/tmp/group "$@"
}

make_cluster() {
  user=${POSTGRES_USER:-postgres}
  database=${POSTGRES_DB:-$user}
  case $user$database in *[!a-z0-9_]*) fail 'POSTGRES_USER and POSTGRES_DB: a-z, 0-9 and _ only' ;; esac
  [ -r "${POSTGRES_PASSWORD_FILE:-}" ] || fail 'POSTGRES_PASSWORD_FILE must name a file that can be read'
  name_user
  as_named_user initdb --pgdata="$PGDATA" --username="$user" --pwfile="$POSTGRES_PASSWORD_FILE" \
    --auth=scram-sha-256 --data-checksums --encoding=UTF8 --locale=C.UTF-8
  printf 'host all all all scram-sha-256\n' >>"$PGDATA/pg_hba.conf"
  if [ "$database" != postgres ]; then
    printf 'CREATE DATABASE "%s"\n' "$database" | as_named_user postgres --single -D "$PGDATA" postgres >/dev/null
  fi
  : >"$complete"
}

[ "${1:-}" != postgres ] || shift
[ -e "$PGDATA/PG_VERSION" ] || make_cluster
[ -e "$complete" ] || fail "$PGDATA was not made to the end; empty the volume and start again"
# Without a writable /run/postgresql the socket is where the other temporary files are.
sockets=/run/postgresql
[ -w $sockets ] || sockets=/tmp
exec postgres -D "$PGDATA" -c listen_addresses=0.0.0.0 -c unix_socket_directories=$sockets -c jit=off "$@"

# A PostgreSQL of its own for one run of the tests; it lives as long as somebody holds this script's standard input open.
#
# Arguments: the folder with PostgreSQL's programs, a free port. Standard input: one line, the password, and then nothing
# until the end. Standard output: `ready` once it answers. However the tests end, by success, failure, Ctrl-C or kill -9,
# their end of the pipe closes, and this script stops the server and removes its folder.
set -eu
umask 077
bin=$1
port=$2
read -r password
home=$(mktemp -d "${TMPDIR:-/tmp}/bellwether-postgres.XXXXXX")

leave() {
    "$bin/pg_ctl" -D "$home/data" -m immediate -w stop >/dev/null 2>&1 || true
    cd /
    rm -rf "$home"
}
trap leave EXIT
trap '' INT
trap 'exit 1' HUP TERM

cd "$home"
printf '%s\n' "$password" >password
"$bin/initdb" -D data -U bellwether -A password --pwfile=password -E UTF8 --locale=C.UTF-8 --no-sync >log 2>&1 || {
    cat log >&2
    exit 1
}

# The cluster is thrown away, so nothing has to survive a power cut; tests run at once, each with its own pool.
"$bin/pg_ctl" -D data -w -t 60 -l log -o "-p $port \
    -c listen_addresses=127.0.0.1 -c unix_socket_directories='' -c timezone=UTC \
    -c fsync=off -c synchronous_commit=off -c full_page_writes=off \
    -c max_connections=300 -c shared_buffers=64MB" start </dev/null >/dev/null || {
    cat log >&2
    exit 1
}
echo ready
cat >/dev/null

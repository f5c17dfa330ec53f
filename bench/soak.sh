#!/bin/sh
# A soak of the webhook on loopback: real HTTP load with faults, and what was acknowledged compared with what was delivered.
#
#   bench/soak.sh [SECONDS] [EVENTS_PER_SECOND] [LIBRARY]
#
# 120 seconds at 12000 events/s unless said otherwise; the library is published where none is named. Every minute has two seconds at ten times the rate.
# Faults: after a quarter of the time the host stops reading for PAUSE seconds (a tenth of the time, 60 at most), and from a third of the time on a second
# client is killed in the middle of its requests and started again, every five seconds until two thirds.
set -eu
root=$(cd "$(dirname "$0")/.." && pwd)
seconds=${1:-120}
rate=${2:-12000}
work=$(mktemp -d)
port=${PORT:-19765}
host= ; load= ; victim=
clean() { for id in $host $load $victim; do kill "$id" 2>/dev/null || true; done; rm -rf "$work"; }
trap clean EXIT INT TERM

library=${3:-}
if [ -z "$library" ]; then
    dotnet publish "$root/src/K8sAudit.Plugin" -o "$work/plugin" -v q --nologo >&2
    library=$work/plugin/libk8saudit.so
fi
dotnet publish "$root/bench/Soak.Load" -c Release --use-current-runtime -o "$work/load" -v q >&2
${CC:-cc} -O2 -o "$work/soak-host" "$root/bench/soak-host.c" -ldl

PAUSE=${PAUSE:-$(( seconds / 10 < 60 ? seconds / 10 : 60 ))}
export PAUSE
"$work/soak-host" "$library" "${INIT_CONFIG:-}" "http://127.0.0.1:$port/k8s-audit" > "$work/host.out" 2> "$work/host.err" &
host=$!
sleep 1
kill -0 $host 2>/dev/null || { echo "the host has ended:" >&2; cat "$work/host.err" >&2; host= ; exit 1; }
# Without the host's own record of numbers, which is shared memory.
sample() { awk '/^VmRSS/ { kb = $2 } /^RssShmem/ { kb -= $2 } END { printf "%.1f\n", kb / 1024 }' "/proc/$host/status" >> "$work/resident"; }
# The median of the last minute, which holds one burst wherever it begins; of a tenth of the time where that is less.
window=$(( seconds / 10 < 60 ? seconds / 10 : 60 ))
resident() { tail -n "$window" "$work/resident" | sort -n | sed -n "$(( (window + 1) / 2 ))p"; }

"$work/load/Soak.Load" "http://127.0.0.1:$port/k8s-audit" --rate "$rate" --burst 10 --seconds "$seconds" --log "$root/samples/shop-cluster.jsonl" > "$work/load.out" &
load=$!
start=$(date +%s)
warm=$(( seconds / 5 ))
first= ; middle= ; stopped=
while kill -0 $load 2>/dev/null; do
    sleep 1
    sample
    now=$(( $(date +%s) - start ))
    if [ -z "$first" ] && [ $now -ge $warm ]; then first=$(resident); fi
    if [ -z "$middle" ] && [ $now -ge $(( seconds / 2 )) ]; then middle=$(resident); fi
    if [ -z "$stopped" ] && [ $now -ge $(( seconds / 4 )) ]; then stopped=1; kill -USR1 $host; fi
    if [ $now -ge $(( seconds / 3 )) ] && [ $now -lt $(( seconds * 2 / 3 )) ] && [ $(( now % 5 )) -eq 0 ]; then
        if [ -n "$victim" ]; then kill -9 $victim 2>/dev/null || true; fi
        "$work/load/Soak.Load" "http://127.0.0.1:$port/k8s-audit" --rate 400 --connections 4 --prefix victim --log "$root/samples/shop-cluster.jsonl" > /dev/null &
        victim=$!
    fi
done
if [ -n "$victim" ]; then kill -9 $victim 2>/dev/null || true; victim= ; fi
last=$(resident)
load=
kill -TERM $host
wait $host
host=
cat "$work/load.out" "$work/host.out"
echo "resident_mb start $first middle $middle end $last"
sed 's/^/log: /' "$work/host.err"
acknowledged=$(sed 's/^acknowledged \([0-9]*\).*/\1/' "$work/load.out")
delivered=$(sed 's/^delivered \([0-9]*\).*/\1/' "$work/host.out")
if [ "$acknowledged" = "$delivered" ] && grep -q ' twice 0 ' "$work/host.out"; then
    echo "equal: every acknowledged event was delivered once"
else
    echo "NOT EQUAL: $acknowledged acknowledged, $delivered delivered"
    exit 1
fi

# What the tests of a release share: `check SENTENCE COMMAND...` runs a command (a function, mostly) and counts it. Sourced by eng/release-test.
passed=0
failed=0

# The command runs in a shell of its own that ends at the first error; its output is shown if it fails.
check() {
  local sentence=$1 status
  (set -euo pipefail; "${@:2}") >"$scratch/check.log" 2>&1
  status=$?
  if [ "$status" -eq 0 ]; then
    passed=$((passed + 1))
    echo "ok      $sentence"
  else
    failed=$((failed + 1))
    echo "FAILED  $sentence (exit code $status)"
    tail -n 40 "$scratch/check.log" | sed 's/^/          /'
  fi
}

# Compares two texts and shows how they differ.
expect_equal() { diff -u --label expected --label found <(printf '%s\n' "$1") <(printf '%s\n' "$2"); }

# Expects a text within standard input.
expect_text() {
  local text
  text=$(cat)
  case $text in *"$1"*) ;; *) printf 'expected "%s" in:\n%s\n' "$1" "$text"; return 1 ;; esac
}

# The devices that every container has and the program needs.
make_devices() {
  mkdir -p "$1/dev"
  mknod "$1/dev/null" c 1 3
  mknod "$1/dev/urandom" c 1 9
  chmod 666 "$1/dev/null" "$1/dev/urandom"
}

# A folder to change root into: the C library of Debian 11 and nothing else.
glibc_root() {
  local architecture=$1 root=$2
  mkdir -p "$root/tmp" "$root/lib64"
  cp -a "$RELEASE_WORK/$architecture/sysroot/lib/." "$root/lib"
  cp -a "$RELEASE_WORK/$architecture/sysroot/lib64/." "$root/lib64" 2>/dev/null || true
  make_devices "$root"
}

# A folder to change root into: a fresh Debian 12 of the machine's architecture. It is made once a machine and copied.
debian_root() {
  local root=$1 cache=$RELEASE_WORK/debian.tar
  if [ ! -e "$cache" ]; then
    debootstrap --variant=minbase --include=ca-certificates bookworm "$scratch/debian-new" "${DEBIAN_MIRROR:-http://deb.debian.org}/debian"
    tar --create --one-file-system --exclude=./dev --exclude=./var/cache/apt --exclude=./var/lib/apt/lists --file "$cache" -C "$scratch/debian-new" .
    rm -rf "$scratch/debian-new"
  fi
  mkdir -p "$root"
  tar --extract --file "$cache" -C "$root"
  make_devices "$root"
}

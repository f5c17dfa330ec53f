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

# A folder to change root into: the C library of Debian 11 and nothing else.
glibc_root() {
  local architecture=$1 root=$2
  mkdir -p "$root/dev" "$root/tmp" "$root/lib64"
  cp -a "$RELEASE_WORK/$architecture/sysroot/lib/." "$root/lib"
  cp -a "$RELEASE_WORK/$architecture/sysroot/lib64/." "$root/lib64" 2>/dev/null || true
  mknod "$root/dev/null" c 1 3
  mknod "$root/dev/urandom" c 1 9
}

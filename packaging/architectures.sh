# Sourced. The names of an architecture: name_architecture amd64 sets architecture, processor (GNU, RPM) and runtime (.NET).
name_architecture() {
  architecture=$1
  case $1 in
    amd64) processor=x86_64 runtime=linux-x64 ;;
    arm64) processor=aarch64 runtime=linux-arm64 ;;
    *) echo "unknown architecture \"$1\": expected amd64 or arm64" >&2; return 2 ;;
  esac
}

# run_published ARGUMENT...: runs the published program of the architecture that was named; in an emulator where that is not the machine's.
run_published() {
  local emulator=()
  [ "$(uname -m)" = "$processor" ] || emulator=("qemu-$processor-static" -L "$RELEASE_WORK/$architecture/sysroot")
  "${emulator[@]}" "$RELEASE_WORK/$architecture/published/k8saudit" "$@"
}

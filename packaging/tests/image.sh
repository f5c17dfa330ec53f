# Tests of the image: its layout with skopeo and umoci, and the program in its root, in a container of runc where the machine allows one and with chroot otherwise.

image_layout() {
  mkdir -p "$scratch/image/layout"
  tar --extract --file "$RELEASE_OUTPUT/k8saudit-$VERSION-image.tar" -C "$scratch/image/layout"
  local index
  index=$(jq -r '.manifests[0].digest | sub("sha256:"; "")' "$scratch/image/layout/index.json")
  expect_equal "$(printf 'linux/%s\n' "${architectures[@]}")" "$(jq -r '.manifests[].platform | "\(.os)/\(.architecture)"' "$scratch/image/layout/blobs/sha256/$index")"
  # Every blob has the name of its content.
  (cd "$scratch/image/layout/blobs/sha256" && sha256sum -- * | awk '$1 != $2 { print; bad = 1 } END { exit bad }')
}

inspect_image() { skopeo inspect --override-os linux --override-arch amd64 "$@" "oci:$scratch/image/layout:$VERSION"; }

image_configuration() {
  inspect_image --config | jq -c '.config | [.User, .Entrypoint, .Cmd, .StopSignal]' >"$scratch/image/found"
  expect_equal '["65532:65532",["/usr/bin/k8saudit"],["-c","/etc/k8saudit/falco.yaml"],"SIGTERM"]' "$(cat "$scratch/image/found")"
}

# Prints the blob whose digest is read.
image_blob() { cat "$scratch/image/layout/blobs/$(tr : /)"; }

# The words of the health check of the image for an architecture, one a line.
image_health_check() {
  jq -r '.manifests[0].digest' "$scratch/image/layout/index.json" | image_blob |
    jq -r --arg architecture "$1" '.manifests[] | select(.platform.architecture == $architecture).digest' | image_blob |
    jq -r .config.digest | image_blob | jq -r '.config.Healthcheck.Test[]'
}

copies_to_a_registry() {
  skopeo copy --all "oci-archive:$RELEASE_OUTPUT/k8saudit-$VERSION-image.tar:$VERSION" "dir:$scratch/image/copy"
  expect_equal "${#architectures[@]}" "$(jq '.manifests | length' "$scratch/image/copy/manifest.json")"
}

unpack_image() {
  local architecture=$1
  # umoci reads layouts with one image for a tag.
  skopeo copy --override-os linux --override-arch "$architecture" "oci:$scratch/image/layout:$VERSION" "oci:$scratch/image/$architecture-layout:one"
  umoci unpack --image "$scratch/image/$architecture-layout:one" "$scratch/image/$architecture"
}

# Names of programs; the root has no other files that can be executed than these and the loader.
has_no_shell() {
  expect_equal '/usr/lib/k8saudit/k8saudit' \
    "$(cd "$scratch/image/$1/rootfs" && find . -type f -perm /111 ! -name '*.so*' -printf '/%P\n' | sort)"
  [ ! -e "$scratch/image/$1/rootfs/bin/sh" ]
}

image_certificates() {
  local root=$scratch/image/$1/rootfs
  [ "$(grep -c 'BEGIN CERTIFICATE' "$root/etc/ssl/certs/ca-certificates.crt")" -gt 100 ]
  [ -e "$root/usr/share/zoneinfo/Europe/Berlin" ]
}

# Runs the image's program; its root is read-only in the container, and it has no capabilities.
run_image() {
  local bundle=$scratch/image/amd64 status=0
  jq --argjson arguments "$(printf '%s\n' "$@" | jq -R . | jq -cs .)" \
    '.root.readonly = true | .process.terminal = false | .process.args = ["/usr/bin/k8saudit"] + $arguments' <"$bundle/config.json" >"$bundle/config.new"
  mv "$bundle/config.new" "$bundle/config.json"
  if runc --root "$scratch/image/state" run --bundle "$bundle" "k8saudit-$$-$RANDOM" >"$scratch/image/output" 2>"$scratch/image/errors" </dev/null; then
    echo runc >"$scratch/image/runtime"
  elif grep -qiE 'permission|not permitted|cgroup|mount|namespace|no such device' "$scratch/image/errors" && ! grep -q '^Error:' "$scratch/image/errors"; then
    cat "$scratch/image/errors"
    echo chroot >"$scratch/image/runtime"
    chroot --userspec=65532:65532 "$bundle/rootfs" /usr/bin/k8saudit "$@" >"$scratch/image/output" 2>&1 || status=$?
  else
    cat "$scratch/image/errors"
    status=1
  fi
  cat "$scratch/image/output"
  return "$status"
}

image_prints_version() { run_image --version | expect_text "k8saudit version: $VERSION"; }
image_finds_attacks() { run_image /usr/share/doc/k8saudit/attack.jsonl | expect_text 'Create Privileged Pod: '; }
image_accepts_its_configuration() { run_image -c /etc/k8saudit/falco.yaml --dry-run; }

# Runs the health check as Docker does: in the container of the program. Without runc, both are in a network of their own, where the ports are free.
image_answers_its_health_check() {
  local bundle=$scratch/image/amd64 container=k8saudit-health-$$ check
  mapfile -t check < <(image_health_check amd64)
  expect_equal CMD "${check[0]}"
  check=("${check[@]:1}")
  if [ "$(cat "$scratch/image/runtime")" = chroot ]; then
    make_devices "$bundle/rootfs"
    unshare --net bash -euc 'ip link set lo up
      root=$1; shift
      chroot --userspec=65532:65532 "$root" /usr/bin/k8saudit -c /etc/k8saudit/falco.yaml & trap "kill $!" EXIT
      timeout 30 bash -c "until chroot --userspec=65532:65532 \"\$@\"; do :; done" - "$root" "$@"' - "$bundle/rootfs" "${check[@]}"
    return
  fi
  jq '.root.readonly = true | .process.terminal = false | .process.args = ["/usr/bin/k8saudit", "-c", "/etc/k8saudit/falco.yaml"]' <"$bundle/config.json" >"$bundle/config.new"
  mv "$bundle/config.new" "$bundle/config.json"
  runc --root "$scratch/image/state" run --detach --bundle "$bundle" "$container" >"$scratch/image/output" 2>&1 </dev/null
  # shellcheck disable=SC2064 # The name is that of now.
  trap "runc --root '$scratch/image/state' delete --force $container" EXIT
  timeout 30 bash -c 'until "$@"; do :; done' - runc --root "$scratch/image/state" exec "$container" "${check[@]}"
}

image_runs_on_arm64() {
  cp "$(command -v qemu-aarch64-static)" "$scratch/image/arm64/rootfs/qemu"
  chroot --userspec=65532:65532 "$scratch/image/arm64/rootfs" /qemu /usr/bin/k8saudit --version | expect_text "k8saudit version: $VERSION"
}

check 'The image is an index of one image for each architecture' image_layout
check 'skopeo copies the image for all architectures' copies_to_a_registry
check 'The image runs the program as user 65532, with the configuration' image_configuration
for architecture in "${architectures[@]}"; do
  check "The image for $architecture is unpacked by umoci" unpack_image "$architecture"
  check "The image for $architecture contains no shell and one program" has_no_shell "$architecture"
  check "The image for $architecture contains certificate authorities and time zones" image_certificates "$architecture"
done
check 'A container prints the version' image_prints_version
check 'A container prints the alerts of the sample, with a read-only root' image_finds_attacks
check 'A container accepts the configuration of the image' image_accepts_its_configuration
check 'The health check of the image asks the program in a container' image_answers_its_health_check
case " ${architectures[*]} " in *' arm64 '*) check 'The program of the image for arm64 runs in an emulator' image_runs_on_arm64 ;; esac
[ ! -e "$scratch/image/runtime" ] || echo "        (containers ran with $(cat "$scratch/image/runtime"))"

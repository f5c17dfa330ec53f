# Tests of the archives, their checksums and their lists of components.

archive_files() {
  expect_equal "$(sed "s|^|k8saudit-$VERSION-linux-$1/|" <<'END'
CHANGELOG.md
LICENSE
README.md
attack.jsonl
etc/falco.yaml
k8saudit
libjson.so
libk8saudit.so
licenses/dotnet.txt
licenses/openssl.txt
rules/k8s_audit_detections.yaml
rules/k8s_audit_rules.yaml
share/bash-completion/completions/k8saudit
share/fish/vendor_completions.d/k8saudit.fish
share/man/man1/k8saudit.1
share/zsh/site-functions/_k8saudit
systemd/k8saudit.service
END
  )" "$(tar tzf "$RELEASE_OUTPUT/k8saudit-$VERSION-linux-$1.tar.gz" | grep -v '/$')"
}

# The highest version of a symbol that a file takes from the C library.
needed_glibc() { "$1-linux-gnu-objdump" -T "$2" | grep -oE 'GLIBC_[0-9.]+' | sort -V | tail -n 1; }

glibc_is_old() {
  local architecture=$1 processor=$2 file version
  for file in k8saudit libk8saudit.so libjson.so; do
    version=$(needed_glibc "$processor" "$scratch/$architecture/opt/k8saudit/$file")
    echo "$file needs $version"
    [ "$(printf '%s\nGLIBC_2.31\n' "$version" | sort -V | tail -n 1)" = GLIBC_2.31 ]
  done
}

sbom_names() {
  local names
  names=$(jq -r '.components[].name' "$RELEASE_OUTPUT/k8saudit-$VERSION-linux-$1.cdx.json")
  expect_equal "$(printf '%s\n' "Microsoft.AspNetCore.App.Runtime.$2" "Microsoft.NETCore.App.Runtime.NativeAOT.$2" "Microsoft.NETCore.App.Runtime.$2" \
    SharpCompress System.CommandLine System.IO.Hashing YamlDotNet openssl)" "$names"
}

sbom_is_complete() {
  jq -e '.bomFormat == "CycloneDX" and .specVersion == "1.5" and (.components | all(
    (.version | length > 0) and (.purl | startswith("pkg:")) and (.licenses[0].expression | length > 0)))
    and (.components | map(select(.purl | startswith("pkg:nuget/"))) | all(.hashes[0].content | test("^[0-9a-f]{128}$")))' \
    "$RELEASE_OUTPUT/k8saudit-$VERSION-linux-$1.cdx.json"
}

# Runs the program of an archive in a root with the C library of Debian 11 alone; arm64 in an emulator of the processor.
run_in_root() {
  local architecture=$1
  if [ "$architecture" = arm64 ]; then
    chroot "$scratch/arm64" /qemu /opt/k8saudit/k8saudit "${@:2}"
  else
    chroot "$scratch/amd64" /opt/k8saudit/k8saudit "${@:2}"
  fi
}

unpack() {
  local architecture=$1
  glibc_root "$architecture" "$scratch/$architecture"
  mkdir -p "$scratch/$architecture/opt/k8saudit"
  tar xzf "$RELEASE_OUTPUT/k8saudit-$VERSION-linux-$architecture.tar.gz" --strip-components 1 -C "$scratch/$architecture/opt/k8saudit"
  if [ "$architecture" = arm64 ]; then cp "$(command -v qemu-aarch64-static)" "$scratch/arm64/qemu"; fi
}

prints_version() { run_in_root "$1" --version | expect_text "k8saudit version: $VERSION"; }
prints_alerts() { run_in_root "$1" /opt/k8saudit/attack.jsonl | expect_text 'Create Privileged Pod: '; }
checks_configuration() { run_in_root "$1" -c /opt/k8saudit/etc/falco.yaml --dry-run; }

host_loads_libraries() {
  local architecture=$1 processor=$2 root=$scratch/$1 sysroot=$RELEASE_WORK/$1/sysroot
  "$processor-linux-gnu-gcc" --sysroot="$sysroot" -B"$sysroot/usr/lib/$processor-linux-gnu" -o "$root/host" tests/FalcoPlugin.Conformance/Host/host.c -ldl
  local arguments=(/opt/k8saudit/libk8saudit.so /opt/k8saudit/attack.jsonl /opt/k8saudit/libjson.so '')
  if [ "$architecture" = arm64 ]; then
    chroot "$root" /qemu /host "${arguments[@]}"
  else
    chroot "$root" /host "${arguments[@]}"
  fi | expect_text 'interrupts 6, handler kept'
}

checksums_match() { cd "$RELEASE_OUTPUT" && sha256sum --check --strict SHA256SUMS; }
notes_are_those_of_the_version() { packaging/release-notes "$VERSION" | cmp - "$RELEASE_OUTPUT/release-notes.md"; }
refuses_a_version_without_notes() { packaging/release-notes 99.0.0 2>&1 | expect_text 'CHANGELOG.md has no section "## 99.0.0": add it'; }

check 'The checksums are those of the artifacts' checksums_match
check 'The notes are the section of the version in the changelog' notes_are_those_of_the_version
for architecture in "${architectures[@]}"; do
  name_architecture "$architecture"
  check "The archive for $architecture contains the program, the libraries, rules, configuration, unit, manual page, completions and licenses" archive_files "$architecture"
  check "The archive for $architecture is unpacked into a root with the C library of Debian 11 alone" unpack "$architecture"
  check "No file for $architecture needs a newer C library than glibc 2.31" glibc_is_old "$architecture" "$processor"
  check "The program for $architecture prints its version" prints_version "$architecture"
  check "The program for $architecture prints the alerts of the sample" prints_alerts "$architecture"
  check "The program for $architecture accepts the configuration of the archive" checks_configuration "$architecture"
  check "A host in C loads the libraries for $architecture" host_loads_libraries "$architecture" "$processor"
  check "The list of components for $architecture names every package, .NET and OpenSSL" sbom_names "$architecture" "$runtime"
  check "The list of components for $architecture gives versions, licenses and hashes" sbom_is_complete "$architecture"
done

# Tests of the packages for distributions with RPM: their content and scripts, and an installation into a root of Debian's with a database of rpm.

rpm_of() {
  local architecture processor runtime
  name_architecture "$2"
  echo "$RELEASE_OUTPUT/$1-${VERSION/-/\~}-1.$processor.rpm"
}

rpm_contains() {
  expect_equal "$(cat <<'END'
/etc/k8saudit
/etc/k8saudit/falco.yaml
/etc/k8saudit/rules.d
/etc/logrotate.d/k8saudit
/usr/bin/k8saudit
/usr/lib/k8saudit
/usr/lib/k8saudit/k8saudit
/usr/lib/k8saudit/rules
/usr/lib/systemd/system/k8saudit.service
/usr/share/doc/k8saudit
/usr/share/doc/k8saudit/README.md
/usr/share/doc/k8saudit/examples
/usr/share/doc/k8saudit/examples/attack.jsonl
/usr/share/licenses/k8saudit
/usr/share/licenses/k8saudit/LICENSE
/usr/share/licenses/k8saudit/dotnet.txt
/usr/share/licenses/k8saudit/openssl.txt
END
  )" "$(rpm -qpl "$(rpm_of k8saudit "$1")")"
  expect_equal "$(cat <<'END'
/etc/k8saudit/falco.yaml
/etc/logrotate.d/k8saudit
END
  )" "$(rpm -qpc "$(rpm_of k8saudit "$1")")"
}

# rpm finds the versions of the C library's symbols.
rpm_requires() {
  rpm -qp --requires "$(rpm_of k8saudit "$1")" | expect_text "falco-plugin-k8saudit = $VERSION-1"
  rpm -qp --requires "$(rpm_of falco-plugin-k8saudit "$1")" | expect_text 'libc.so.6(GLIBC_2.'
  ! rpm -qp --requires "$(rpm_of k8saudit "$1")" "$(rpm_of falco-plugin-k8saudit "$1")" | grep -E 'GLIBC_2\.3[2-9]'
}

rpm_installs() {
  local root=$scratch/rpm
  glibc_root amd64 "$root"
  # The C library is there without a package, and the scripts need a shell.
  rpm --root "$root" --initdb
  rpm --root "$root" --install --nodeps --noscripts "$(rpm_of falco-plugin-k8saudit amd64)" "$(rpm_of k8saudit amd64)"
  rpm --root "$root" --verify --nodeps --nouser --nogroup k8saudit falco-plugin-k8saudit
  grep -q '^Environment=SSL_CERT_FILE=/etc/pki/tls/certs/ca-bundle.crt$' "$root/usr/lib/systemd/system/k8saudit.service"
  chroot "$root" /usr/bin/k8saudit --version | expect_text "k8saudit version: $VERSION"
  chroot "$root" /usr/bin/k8saudit /usr/share/doc/k8saudit/examples/attack.jsonl | expect_text 'Create Privileged Pod: '
}

rpm_scripts_parse() {
  local script
  for script in PREIN POSTIN PREUN POSTUN; do
    rpm -qp --queryformat "%{$script}\n" "$(rpm_of k8saudit "$1")" >"$scratch/script"
    [ "$(cat "$scratch/script")" != '(none)' ]
    sh -n "$scratch/script"
  done
  rpm -qp --queryformat '%{PREIN}' "$(rpm_of k8saudit "$1")" | expect_text 'useradd --system'
}

for architecture in "${architectures[@]}"; do
  check "The rpm for $architecture contains the program, its service and its configuration" rpm_contains "$architecture"
  check "The rpms for $architecture require the plugin of the same version, and glibc 2.31 at most" rpm_requires "$architecture"
  check "The rpm for $architecture has scripts for the user and the service" rpm_scripts_parse "$architecture"
done
check 'The rpms are installed in an empty root, verified, and find the attacks of the sample' rpm_installs

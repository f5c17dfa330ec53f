# Tests of the packages for Debian, in a fresh root of Debian 12.

deb() { echo "$RELEASE_OUTPUT/${1}_${VERSION/-/\~}_$2.deb"; }
in_debian() { chroot "$scratch/debian" env LC_ALL=C DEBIAN_FRONTEND=noninteractive "$@"; }

lintian_is_clean() { lintian --fail-on error,warning --tag-display-limit 0 "$(deb k8saudit "$1")" "$(deb falco-plugin-k8saudit "$1")"; }

make_debian() {
  debian_root "$scratch/debian"
  mkdir "$scratch/debian/packages"
  cp "$RELEASE_OUTPUT"/*_amd64.deb "$scratch/debian/packages"
}

# What the package falco contains: a plugin of the same name.
make_falco() {
  local root=$scratch/falco
  mkdir -p "$root/DEBIAN" "$root/usr/share/falco/plugins"
  echo original >"$root/usr/share/falco/plugins/libk8saudit.so"
  printf 'Package: falco\nVersion: 1\nArchitecture: all\nMaintainer: Test <test@localhost>\nDescription: test\n' >"$root/DEBIAN/control"
  dpkg-deb --build "$root" "$scratch/debian/packages/falco.deb"
  in_debian dpkg --install /packages/falco.deb
}

installs() {
  in_debian dpkg --install "/packages/falco-plugin-k8saudit_${VERSION/-/\~}_amd64.deb" "/packages/k8saudit_${VERSION/-/\~}_amd64.deb"
  in_debian k8saudit --version | expect_text "k8saudit version: $VERSION"
}

takes_the_place_of_falcos_plugin() {
  cmp "$scratch/debian/usr/share/falco/plugins/libk8saudit.so" "$RELEASE_WORK/amd64/published/libk8saudit.so"
  expect_equal original "$(cat "$scratch/debian/usr/share/falco/plugins/libk8saudit.so.falco")"
}

has_a_user() { in_debian getent passwd k8saudit | expect_text ':/var/lib/k8saudit:/usr/sbin/nologin'; }
finds_attacks() { in_debian k8saudit /usr/share/doc/k8saudit/examples/attack.jsonl | expect_text 'Create Privileged Pod: '; }

# Each shell looks in a folder of its own; those of Debian, which differ from those of RPM for zsh.
completes_commands() {
  bash -c 'source "$1"; COMP_WORDS=(k8saudit doct); COMP_CWORD=1; _k8saudit; echo "$COMPREPLY"' - "$scratch/debian/usr/share/bash-completion/completions/k8saudit" |
    expect_text doctor
  head -n 1 "$scratch/debian/usr/share/zsh/vendor-completions/_k8saudit" | expect_text '#compdef k8saudit'
  grep -q '^complete .*k8saudit' "$scratch/debian/usr/share/fish/vendor_completions.d/k8saudit.fish"
}

shows_its_manual_page() { man --local-file "$scratch/debian/usr/share/man/man1/k8saudit.1.gz" | col -b | expect_text "k8saudit $VERSION"; }
accepts_its_configuration() { in_debian k8saudit -c /etc/k8saudit/falco.yaml --dry-run; }

keeps_a_changed_configuration() {
  echo '# changed' >>"$scratch/debian/etc/k8saudit/falco.yaml"
  mkdir "$scratch/next"
  dpkg-deb --raw-extract "$(deb k8saudit amd64)" "$scratch/next/k8saudit"
  dpkg-deb --raw-extract "$(deb falco-plugin-k8saudit amd64)" "$scratch/next/plugin"
  sed -i "s/$VERSION/$VERSION+next/" "$scratch"/next/*/DEBIAN/control
  echo '# new default' >>"$scratch/next/k8saudit/etc/k8saudit/falco.yaml"
  dpkg-deb --build -Znone "$scratch/next/k8saudit" "$scratch/debian/packages/next.deb"
  dpkg-deb --build -Znone "$scratch/next/plugin" "$scratch/debian/packages/next-plugin.deb"
  in_debian dpkg --install --force-confold /packages/next-plugin.deb /packages/next.deb
  tail -n 1 "$scratch/debian/etc/k8saudit/falco.yaml" | expect_text '# changed'
  in_debian dpkg-query --show --showformat '${Version} ${Status}' k8saudit | expect_text "$VERSION+next install ok installed"
}

leaves_configuration_when_removed() {
  in_debian dpkg --remove k8saudit falco-plugin-k8saudit
  [ -e "$scratch/debian/etc/k8saudit/falco.yaml" ]
  expect_equal original "$(cat "$scratch/debian/usr/share/falco/plugins/libk8saudit.so")"
}

leaves_nothing_when_purged() {
  mkdir -p "$scratch/debian/var/lib/k8saudit" "$scratch/debian/var/log/k8saudit"
  in_debian dpkg --purge k8saudit falco-plugin-k8saudit
  expect_equal '' "$(find "$scratch/debian" -xdev -name '*k8saudit*' ! -path '*/packages/*' ! -path '*/falco/plugins/*' | sed "s|^$scratch/debian||" | grep -vE '^/(etc|var)/(backups|cache)' || true)"
}

# A lower score is better; 10 is a service without any protection.
unit_is_hardened() {
  local root=$scratch/unit score
  mkdir -p "$root"
  dpkg-deb --extract "$(deb k8saudit amd64)" "$root"
  systemd-analyze --version
  systemd-analyze verify --man=no "$root/lib/systemd/system/k8saudit.service" 2>&1 | grep -v 'is not executable' || true
  systemd-analyze security --no-pager --offline=true --root="$root" --threshold=20 k8saudit.service | tee "$scratch/security"
  tail -n 1 "$scratch/security" | expect_text 'Overall exposure level for k8saudit.service: 1.'
}

for architecture in "${architectures[@]}"; do
  check "lintian has no errors and warnings for the packages for $architecture" lintian_is_clean "$architecture"
done
check 'The exposure of the unit is less than 2 of 10' unit_is_hardened
check 'A root of Debian 12 is made' make_debian
check 'A package falco with a plugin of the same name is installed' make_falco
check 'The packages are installed in a root of Debian 12' installs
check 'The plugin takes the place of that of the package falco' takes_the_place_of_falcos_plugin
check 'The service has a user of its own' has_a_user
check 'The installed program prints the alerts of the sample' finds_attacks
check 'The shells complete the commands of the installed program' completes_commands
check 'The manual page of the installed program is shown' shows_its_manual_page
check 'The installed program accepts its configuration' accepts_its_configuration
check 'An upgrade keeps a changed configuration' keeps_a_changed_configuration
check "Removed packages leave the configuration and give falco's plugin its place again" leaves_configuration_when_removed
check 'Purged packages leave nothing' leaves_nothing_when_purged

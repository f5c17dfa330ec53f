# Tests of the packages for distributions with RPM: their content and scripts; and dnf, which installs, updates and removes them in a root. No mirror of such a
# distribution is needed: the root has the programs of Debian 12, and its database of rpm the C library of Debian 11, with what rpm finds that it provides.

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
/usr/share/bash-completion/completions/k8saudit
/usr/share/doc/k8saudit
/usr/share/doc/k8saudit/README.md
/usr/share/doc/k8saudit/examples
/usr/share/doc/k8saudit/examples/attack.jsonl
/usr/share/fish/vendor_completions.d/k8saudit.fish
/usr/share/licenses/k8saudit
/usr/share/licenses/k8saudit/LICENSE
/usr/share/licenses/k8saudit/dotnet.txt
/usr/share/licenses/k8saudit/openssl.txt
/usr/share/man/man1/k8saudit.1.gz
/usr/share/zsh/site-functions/_k8saudit
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

in_rpm_root() { chroot "$scratch/rpm" env LC_ALL=C "$@"; }
rpm_in_root() { rpm --root "$scratch/rpm" "$@"; }
dnf_in_root() {
  dnf --assumeyes --installroot="$scratch/rpm" --releasever=9 --setopt=reposdir="$scratch" --setopt=cachedir="$scratch/dnf" --setopt=logdir="$scratch" \
    --setopt=install_weak_deps=False --setopt=plugins=False "$@"
}

# What the packages require of the distribution.
make_rpm_root() {
  local libraries=$RELEASE_WORK/amd64/sysroot/lib/x86_64-linux-gnu
  debian_root "$scratch/rpm"
  mkdir -p "$scratch/distribution"
  cat >"$scratch/distribution/distribution.spec" <<END
Name: distribution
Version: 9
Release: 1
Summary: Test
License: Test
Provides: /bin/sh, shadow-utils, rtld(GNU_HASH)
%description
Test
%install
install -D -t %{buildroot}/lib64 $libraries/libc.so.6 $libraries/libm.so.6 $libraries/libdl.so.2 $libraries/libpthread.so.0 $libraries/librt.so.1 $libraries/ld-linux-x86-64.so.2
%files
/lib64/*
END
  rpmbuild -bb --quiet --define "_topdir $scratch/distribution" --define "_rpmdir $scratch/distribution" --define '__os_install_post %{nil}' \
    "$scratch/distribution/distribution.spec"
  rpm_in_root --initdb
  rpm_in_root --install --justdb --nodeps "$scratch"/distribution/*/distribution-9-1.*.rpm
}

dnf_installs() {
  dnf_in_root install "$(rpm_of k8saudit amd64)" "$(rpm_of falco-plugin-k8saudit amd64)"
  rpm_in_root --verify k8saudit falco-plugin-k8saudit
  in_rpm_root k8saudit --version | expect_text "k8saudit version: $VERSION"
  in_rpm_root k8saudit -c /etc/k8saudit/falco.yaml --dry-run
  in_rpm_root k8saudit /usr/share/doc/k8saudit/examples/attack.jsonl | expect_text 'Create Privileged Pod: '
  in_rpm_root getent passwd k8saudit | expect_text ':/var/lib/k8saudit:/sbin/nologin'
}

# dnf names the package that is missing.
dnf_requires_the_plugin() {
  ! dnf_in_root install "$(rpm_of k8saudit amd64)" >"$scratch/dnf.log" 2>&1
  expect_text "nothing provides falco-plugin-k8saudit = $VERSION-1" <"$scratch/dnf.log"
}

# Makes packages of a newer version, of the same files but for the configuration.
make_next_rpms() {
  local next=$scratch/next-rpm
  mkdir -p "$next/amd64/archive" "$next/output"
  cp -a "$RELEASE_WORK/amd64/deb" "$next/amd64/deb"
  ln -s "$RELEASE_WORK/amd64/archive/k8saudit-$VERSION-linux-amd64" "$next/amd64/archive/k8saudit-$VERSION.1-linux-amd64"
  echo '# new default' >>"$next/amd64/deb/k8saudit/etc/k8saudit/falco.yaml"
  SOURCE_DATE_EPOCH=$(git log -1 --format=%ct) VERSION=$VERSION.1 RELEASE_WORK=$next RELEASE_OUTPUT=$next/output packaging/rpm/build amd64
}

dnf_updates() {
  echo '# changed' >>"$scratch/rpm/etc/k8saudit/falco.yaml"
  make_next_rpms
  dnf_in_root install "$scratch"/next-rpm/output/*.rpm
  rpm_in_root -q k8saudit falco-plugin-k8saudit | sort | tr '\n' ' ' | expect_text "falco-plugin-k8saudit-$VERSION.1-1.x86_64 k8saudit-$VERSION.1-1.x86_64"
  tail -n 1 "$scratch/rpm/etc/k8saudit/falco.yaml" | expect_text '# changed'
  tail -n 1 "$scratch/rpm/etc/k8saudit/falco.yaml.rpmnew" | expect_text '# new default'
}

# rpm keeps a changed configuration beside where it was.
dnf_removes() {
  dnf_in_root remove k8saudit falco-plugin-k8saudit
  expect_equal "$(printf '/etc/k8saudit/%s\n' falco.yaml.rpmnew falco.yaml.rpmsave)" \
    "$(find "$scratch/rpm" -xdev -type f \( -path '*k8saudit*' -o -path '*/falco/*' \) | sed "s|^$scratch/rpm||" | sort)"
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
check 'A root with a database of rpm is made' make_rpm_root
check 'dnf does not install the program without the plugins of its version' dnf_requires_the_plugin
check 'dnf installs the packages with a user, and the program finds the attacks of the sample' dnf_installs
check 'dnf updates the packages and keeps a changed configuration' dnf_updates
check 'dnf removes the packages and leaves the changed configuration' dnf_removes

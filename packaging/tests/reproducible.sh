# The same commit gives the same bytes: a library that is compiled in another folder, and packages that are made again of the same files.

compile_elsewhere() {
  mkdir -p "$scratch/elsewhere/made"
  git clone --quiet --shared . "$scratch/elsewhere/sources"
  git diff --binary HEAD | (cd "$scratch/elsewhere/sources" && git apply --allow-empty)
  (cd "$scratch/elsewhere/sources" && RELEASE_WORK=$scratch/elsewhere/made packaging/publish amd64 src/JsonFields.Plugin)
  cmp "$scratch/elsewhere/made/amd64/published/libjson.so" "$RELEASE_WORK/amd64/published/libjson.so"
}

pack_again() {
  export SOURCE_DATE_EPOCH=${SOURCE_DATE_EPOCH:-$(git log -1 --format=%ct)} LC_ALL=C TZ=UTC
  mkdir -p "$scratch/again/output" "$scratch/again/made/amd64"
  local name
  for name in build published sysroot; do
    ln -s "$RELEASE_WORK/amd64/$name" "$scratch/again/made/amd64/$name"
  done
  (
    export RELEASE_OUTPUT=$scratch/again/output RELEASE_WORK=$scratch/again/made
    packaging/archive amd64
    packaging/sbom amd64
    packaging/deb/build amd64
    packaging/rpm/build amd64
  )
  (cd "$scratch/again/output" && sha256sum -- *) >"$scratch/again/sums"
  grep -F -f <(cut -d ' ' -f 3 "$scratch/again/sums") "$RELEASE_OUTPUT/SHA256SUMS" | diff -u - "$scratch/again/sums"
}

check 'A library that is compiled in another folder has the same bytes' compile_elsewhere
check 'Archive, list of components and packages that are made again have the same bytes' pack_again

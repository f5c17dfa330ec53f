# A second build in another folder gives the same bytes. It takes as long as the first, so only one architecture is built again.

build_again() {
  git clone --quiet --shared . "$scratch/again"
  git diff --binary HEAD | (cd "$scratch/again" && git apply --allow-empty)
  git ls-files --others --exclude-standard -z | xargs -0 --no-run-if-empty cp --parents -t "$scratch/again"
  cd "$scratch/again"
  RELEASE_OUTPUT=$scratch/again/output RELEASE_WORK=$scratch/again/work eng/release "$VERSION" "${architectures[0]}"
}

# Artifacts for all architectures are others when one is built.
gives_the_same_bytes() {
  cd "$scratch/again/output"
  grep -vE "$several" SHA256SUMS >"$scratch/again/expected"
  grep -Ff <(cut -d ' ' -f 3 "$scratch/again/expected") "$RELEASE_OUTPUT/SHA256SUMS" | diff -u - "$scratch/again/expected"
}

several='image|falcoctl|nupkg'
check 'A second build in another folder succeeds' build_again
check 'A second build in another folder gives the same bytes' gives_the_same_bytes

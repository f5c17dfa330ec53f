# Tests of what is pushed to a registry: the image, and the artifacts for falcoctl, which are pulled by the calls that falcoctl makes.

start_registry() {
  mkdir -p "$scratch/falcoctl/storage"
  cat >"$scratch/falcoctl/registry.yml" <<END
version: 0.1
storage: {filesystem: {rootdirectory: $scratch/falcoctl/storage}}
http: {addr: "127.0.0.1:0"}
log: {level: info, formatter: json}
END
  docker-registry serve "$scratch/falcoctl/registry.yml" >"$scratch/falcoctl/registry.log" 2>&1 &
  echo $! >"$scratch/falcoctl/registry.pid"
  # The registry logs the port that it was given; until then this waits for lines of its log.
  timeout 30 tail --lines=+1 --follow --pid="$(cat "$scratch/falcoctl/registry.pid")" "$scratch/falcoctl/registry.log" |
    sed -nE '/listening on 127.0.0.1:[0-9]+/{s/.*listening on (127.0.0.1:[0-9]+).*/\1/p;q}' >"$scratch/falcoctl/address" || true
  [ -s "$scratch/falcoctl/address" ]
}

stop_registry() { [ ! -e "$scratch/falcoctl/registry.pid" ] || kill "$(cat "$scratch/falcoctl/registry.pid")" 2>/dev/null || true; }
registry_url() { echo "http://$(cat "$scratch/falcoctl/address")/v2/k8saudit/plugins/$1"; }

push() { packaging/push "$(cat "$scratch/falcoctl/address")/k8saudit" --dest-tls-verify=false; }
image_can_be_pulled() { skopeo inspect --raw --tls-verify=false "docker://$(cat "$scratch/falcoctl/address")/k8saudit/k8saudit:$VERSION" | expect_text '"architecture":"amd64"'; }

fetch() { curl --silent --show-error --fail --location -H "Accept: application/vnd.oci.image.index.v1+json, application/vnd.oci.image.manifest.v1+json" "$@"; }

# The manifest that falcoctl takes: that of the platform, for a plugin.
manifest_of() {
  local kind=$1 name=$2 tag=$3 architecture=$4 url digest
  url=$(registry_url "$kind/$name")
  if [ "$kind" = plugin ]; then
    digest=$(fetch "$url/manifests/$tag" | jq -r --arg architecture "$architecture" '.manifests[] | select(.platform == {architecture: $architecture, os: "linux"}).digest')
    fetch "$url/manifests/$digest"
  else
    fetch "$url/manifests/$tag"
  fi
}

# Pulls an artifact as falcoctl does: media types, the named layer, and its file.
pull() {
  local kind=$1 name=$2 tag=$3 architecture=$4 manifest url
  url=$(registry_url "$kind/$name")
  manifest=$(manifest_of "$kind" "$name" "$tag" "$architecture")
  expect_equal "application/vnd.cncf.falco.$kind.config.v1+json" "$(jq -r .config.mediaType <<<"$manifest")"
  expect_equal "application/vnd.cncf.falco.$kind.layer.v1+tar.gz" "$(jq -r '.layers[].mediaType' <<<"$manifest")"
  jq -r '.layers[0].annotations."org.opencontainers.image.title"' <<<"$manifest" | expect_text .tar.gz
  mkdir -p "$scratch/falcoctl/pulled/$architecture"
  fetch "$url/blobs/$(jq -r '.layers[0].digest' <<<"$manifest")" | tar --extract --gzip -C "$scratch/falcoctl/pulled/$architecture"
  fetch "$url/blobs/$(jq -r .config.digest <<<"$manifest")" >"$scratch/falcoctl/config.json"
}

pulls_plugin() {
  pull plugin "$1" latest "$2"
  cmp "$scratch/falcoctl/pulled/$2/lib$1.so" "$RELEASE_WORK/$2/published/lib$1.so"
  jq -c '.requirements' "$scratch/falcoctl/config.json" | expect_text '[{"name":"plugin_api_version","version":"3.'
}

pulls_rules() {
  pull rulesfile k8saudit-rules "$VERSION" amd64
  diff -r <(cd rules && cat k8s_audit_*.yaml) <(cd "$scratch/falcoctl/pulled/amd64" && cat k8s_audit_*.yaml)
  expect_equal '[{"name":"engine_version_semver","version":"0.15.0"}]' "$(jq -c .requirements "$scratch/falcoctl/config.json")"
}

# falcoctl resolves a dependency by taking its version for a tag.
dependencies_can_be_pulled() {
  local name version
  jq -r '.dependencies[] | "\(.name) \(.version)"' "$scratch/falcoctl/config.json" >"$scratch/falcoctl/dependencies"
  expect_equal 2 "$(wc -l <"$scratch/falcoctl/dependencies")"
  while read -r name version; do
    fetch "$(registry_url "plugin/$name")/manifests/$version" >/dev/null
  done <"$scratch/falcoctl/dependencies"
}

index_names_all() {
  expect_equal "$(printf '%s\n' k8saudit json k8saudit-rules)" "$(sed -n 's/^- name: //p' "$RELEASE_OUTPUT/index.yaml")"
}

check 'A registry starts' start_registry
if [ -s "$scratch/falcoctl/address" ]; then
  check 'The image, the plugins and the rules are pushed' push
  check 'The image can be pulled' image_can_be_pulled
  for name in k8saudit json; do
    for architecture in "${architectures[@]}"; do
      check "falcoctl's calls pull the plugin $name for $architecture, which requires the version of the plugin API" pulls_plugin "$name" "$architecture"
    done
  done
  check "falcoctl's calls pull the rules, which require the version of the rules engine" pulls_rules
  check 'The plugins that the rules depend on are in the registry in these versions' dependencies_can_be_pulled
  check 'The index names the plugins and the rules' index_names_all
fi
stop_registry

# Writes an OCI image layout. Sourced; each function prints a descriptor, in JSON.

# oci_layout FOLDER: starts an empty layout.
oci_layout() {
  rm -rf "$1"
  mkdir -p "$1/blobs/sha256"
  printf '{"imageLayoutVersion":"1.0.0"}' >"$1/oci-layout"
}

# oci_blob LAYOUT MEDIA_TYPE <content: stores a blob.
oci_blob() {
  local digest
  cat >"$1/blob"
  digest=$(sha256sum "$1/blob" | cut -d ' ' -f 1)
  jq -cn --arg type "$2" --arg digest "sha256:$digest" --argjson size "$(stat -c %s "$1/blob")" '{mediaType: $type, digest: $digest, size: $size}'
  mv "$1/blob" "$1/blobs/sha256/$digest"
}

# oci_manifest LAYOUT CONFIG LAYERS [ANNOTATIONS]: stores the manifest of an image or artifact; LAYERS is an array of descriptors.
oci_manifest() {
  jq -cn --argjson config "$2" --argjson layers "$3" --argjson annotations "${4:-"{}"}" '{schemaVersion: 2, mediaType: "application/vnd.oci.image.manifest.v1+json",
    config: $config, layers: $layers} + (if $annotations == {} then {} else {annotations: $annotations} end)' |
    oci_blob "$1" application/vnd.oci.image.manifest.v1+json
}

# oci_index LAYOUT MANIFESTS: stores an index of manifests, which have platforms.
oci_index() {
  jq -cn --argjson manifests "$2" '{schemaVersion: 2, mediaType: "application/vnd.oci.image.index.v1+json", manifests: $manifests}' |
    oci_blob "$1" application/vnd.oci.image.index.v1+json
}

# oci_tags LAYOUT DESCRIPTOR TAG...: ends a layout that has one entry, with these tags.
oci_tags() {
  jq -cn --argjson entry "$2" '{schemaVersion: 2, manifests: [$ARGS.positional[] as $tag | $entry + {annotations: {"org.opencontainers.image.ref.name": $tag}}]}' \
    --args "${@:3}" >"$1/index.json"
}

// Validates the manifests of a file with the JSON schemas of their kinds, and prints what is wrong, one problem a line.
// The schemas are those of the OpenAPI document of Kubernetes and of the custom resource definitions, in the npm packages that eng/deploy-tools installs.
const yaml = require('js-yaml');

const packages = ['kubernetes-models', '@kubernetes-models/cert-manager', '@kubernetes-models/prometheus-operator'];

function modelOf({ apiVersion, kind }) {
  for (const name of packages) {
    try {
      return require(`${name}/${apiVersion}/${kind}`)[kind];
    } catch (error) {
      if (!['MODULE_NOT_FOUND', 'ERR_PACKAGE_PATH_NOT_EXPORTED'].includes(error.code)) throw error;
    }
  }
  throw new Error(`no schema of ${apiVersion} ${kind}`);
}

for (const manifest of yaml.loadAll(require('fs').readFileSync(process.argv[2], 'utf8')).filter(Boolean)) {
  try {
    new (modelOf(manifest))(manifest).validate();
  } catch (error) {
    console.log(`${manifest.kind} ${manifest.metadata?.name}: ${error.message}`);
  }
}

using K8sAudit.Runner.Configuration;
using K8sAudit.Runner.Messages;

namespace K8sAudit.Runner.Tests.Configuration;

/// <summary>Files that people give as a configuration and that are something else: each is an error that says what to do.</summary>
public sealed class OtherFileTests : IDisposable
{
    private const string OtherName = ":1:1: this is ";

    private readonly TempFolder _folder = new();

    public static TheoryData<string, string> Others => new()
    {
        {
            "apiVersion: v1\nkind: ConfigMap\ndata:\n  falco.yaml: |\n    json_output: true\n",
            "a Kubernetes ConfigMap, not a configuration (falco.yaml): save the text under 'data.falco.yaml' as a file of its own, and name that file with -c"
        },
        { "apiVersion: v1\nkind: ConfigMap\ndata: {a.yaml: '', falco.yaml: ''}", "save the text under 'data.falco.yaml'" },
        { "apiVersion: v1\nkind: ConfigMap\ndata: {my.yaml: ''}", "save the text under 'data.my.yaml'" },
        { "apiVersion: v1\nkind: ConfigMap\n", "save the text under 'data'" },
        { "apiVersion: v1\nkind: Secret\ndata: {falco.yaml: anNvbg==}", "a Kubernetes Secret, not a configuration (falco.yaml): save the text under 'data.falco.yaml', decoded from base64," },
        { "apiVersion: v1\nkind: Secret\nstringData: {falco.yaml: ''}", "save the text under 'stringData.falco.yaml' as a file" },
        { "apiVersion: v1\nkind: List\nitems: []", "a Kubernetes List, not a configuration (falco.yaml): name a file that has the configuration itself" },
        { "apiVersion: helm.toolkit.fluxcd.io/v2\nkind: HelmRelease\nspec: {}", "a HelmRelease of Flux, not a configuration (falco.yaml): save the mapping under 'spec.values.falco'" },
        { "apiVersion: argoproj.io/v1alpha1\nkind: Application\nspec: {}", "an Application of Argo CD, not a configuration (falco.yaml): save the mapping under 'falco' in its Helm values" },
        { "apiVersion: artifact.falcosecurity.dev/v1alpha1\nkind: Config\nspec: {config: {}}", "a Config of the Falco operator, not a configuration (falco.yaml): save the content of 'spec.config'" },
        { "apiVersion: v1\nkind: Config\nclusters: []", "a kubeconfig, not a configuration (falco.yaml): check it with doctor --webhook-config or doctor --kubeconfig" },
        { "apiVersion: audit.k8s.io/v1\nkind: Policy\nrules: [{level: Metadata}]", "an audit policy, not a configuration (falco.yaml): check it with doctor --audit-policy" },
        { "apiVersion: apps/v1\nkind: DaemonSet\nmetadata: {name: falco}", "a Kubernetes object of the kind DaemonSet, not a configuration (falco.yaml)" },
        { "driver: {enabled: false}\nfalco:\n  plugins: []\n", "a values file of the Helm chart of Falco, not a configuration (falco.yaml): save the mapping under 'falco' as a file of its own" },
        { "metrics: {enabled: true}\nfalco: {json_output: true}", "a values file of the Helm chart of Falco" },
        { "customRules: {a.yaml: ''}", "save the texts under 'customRules' as rules files and load them with -r" },
        { "rule: R\ndesc: d\ncondition: c\n", "an item of a rules file, not a configuration (falco.yaml): write '- ' before it, and load it with -r" },
        { "rules_files: [a.yaml]\ntests: [{name: a}]", "a file of rule tests, not a configuration (falco.yaml): run it with k8saudit test" },
    };

    public void Dispose() => _folder.Dispose();

    [Theory]
    [MemberData(nameof(Others))]
    public void Another_file_is_an_error_with_what_it_is_and_what_to_do(string yaml, string expected)
    {
        var error = Refused(yaml);

        Assert.Contains(OtherName, error, StringComparison.Ordinal);
        Assert.Contains(expected, error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("- rule: R\n  desc: d", "found a rules file; load it with -r")]
    [InlineData("- required_engine_version: 0.31.0", "found a rules file; load it with -r")]
    [InlineData("- required_plugin_versions: [{name: json, version: 0.7.0}]", "found a rules file; load it with -r")]
    [InlineData("- a: b", "found a list")]
    [InlineData("services: {falco: {image: falco}}", "this is not a configuration (falco.yaml): expected keys such as plugins, load_plugins, rules_files, found only 'services'")]
    [InlineData("a: 1\nb: 2\nc: 3\nd: 4", "found only 'a', 'b', 'c'; name another file with -c")]
    public void A_file_without_any_key_of_a_configuration_is_an_error(string yaml, string expected) =>
        Assert.Contains(expected, Refused(yaml), StringComparison.Ordinal);

    [Fact]
    public void The_same_holds_for_an_included_file()
    {
        var included = _folder.Write("included.yaml", "apiVersion: v1\nkind: ConfigMap\ndata: {falco.yaml: ''}");

        Assert.StartsWith($"{included}:1:1: this is a Kubernetes ConfigMap", Refused($"config_files: [{included}]"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("# nothing\n")]
    [InlineData("{}")]
    [InlineData("json_output: true\nfalco: nothing")]
    [InlineData("json_output: true\nlist: x")]
    public void A_configuration_is_none_of_these(string yaml) => Load(yaml);

    private FalcoConfiguration Load(string yaml) => new ConfigurationLoader(_ => null, Some.Log()).Load(_folder.Write("falco.yaml", yaml), []);

    private string Refused(string yaml) => Assert.Throws<UserError>(() => Load(yaml)).Message;
}

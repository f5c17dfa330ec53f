using YamlDotNet.Serialization;
using YamlDotNet.Serialization.NamingConventions;

namespace Deploy.Tests.Falco;

/// <summary>
/// The custom resources of the Falco Operator, as far as they are used here: the fields of docs/crds in falcosecurity/falco-operator.
/// A field that is not listed is an error.
/// </summary>
internal static class OperatorResources
{
    private static readonly IDeserializer _yaml = new DeserializerBuilder().WithNamingConvention(CamelCaseNamingConvention.Instance).Build();

    private static readonly Dictionary<string, Type> _kinds = new()
    {
        ["instance.falcosecurity.dev/v1alpha1 Falco"] = typeof(Resource<FalcoSpec>),
        ["artifact.falcosecurity.dev/v1alpha1 Plugin"] = typeof(Resource<PluginSpec>),
        ["artifact.falcosecurity.dev/v1alpha1 Rulesfile"] = typeof(Resource<RulesfileSpec>),
        ["artifact.falcosecurity.dev/v1alpha1 Config"] = typeof(Resource<ConfigSpec>),
    };

    /// <summary>Reads a resource; null if its kind is not one of the operator.</summary>
    /// <exception cref="YamlDotNet.Core.YamlException">It has a field that the kind does not have.</exception>
    public static object? Read(string kind, string text) => _kinds.TryGetValue(kind, out var type) ? _yaml.Deserialize(text, type) : null;

    public sealed record Resource<T>
    {
        public string ApiVersion { get; set; } = "";

        public string Kind { get; set; } = "";

        public Dictionary<string, string> Metadata { get; set; } = [];

        public T? Spec { get; set; }
    }

    public sealed record FalcoSpec
    {
        public string Type { get; set; } = "";

        public int Replicas { get; set; }

        public Dictionary<string, object> PodTemplateSpec { get; set; } = [];
    }

    public sealed record PluginSpec
    {
        public Artifact? OciArtifact { get; set; }

        public PluginConfig? Config { get; set; }
    }

    public sealed record Artifact
    {
        public ArtifactImage? Image { get; set; }

        public ArtifactRegistry? Registry { get; set; }
    }

    public sealed record ArtifactImage
    {
        public string Repository { get; set; } = "";

        public string Tag { get; set; } = "";
    }

    public sealed record ArtifactRegistry
    {
        public string Name { get; set; } = "";
    }

    public sealed record PluginConfig
    {
        public string Name { get; set; } = "";

        public Dictionary<string, object> InitConfig { get; set; } = [];

        public string OpenParams { get; set; } = "";
    }

    public sealed record RulesfileSpec
    {
        public Dictionary<string, string> ConfigMapRef { get; set; } = [];

        public int Priority { get; set; }
    }

    public sealed record ConfigSpec
    {
        public Dictionary<string, object> Config { get; set; } = [];
    }
}

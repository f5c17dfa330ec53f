using YamlDotNet.Serialization;
using YamlDotNet.Serialization.NamingConventions;

namespace Deploy.Tests.Prometheus;

/// <summary>An alert rule of <c>deploy/prometheus/alerts.yaml</c>. A key that is not listed here is an error.</summary>
internal sealed class AlertRule
{
    private static readonly IDeserializer _yaml = new DeserializerBuilder().WithNamingConvention(CamelCaseNamingConvention.Instance).Build();

    public static string File { get; } = RepositoryFiles.PathOf("deploy", "prometheus", "alerts.yaml");

    public string Alert { get; set; } = "";

    public string Expr { get; set; } = "";

    public string For { get; set; } = "";

    public Dictionary<string, string> Labels { get; set; } = [];

    public Dictionary<string, string> Annotations { get; set; } = [];

    public static IReadOnlyList<AlertRule> ReadAll() =>
        [.. _yaml.Deserialize<RuleFile>(System.IO.File.ReadAllText(File)).Groups.SelectMany(group => group.Rules)];

    public sealed class RuleFile
    {
        public List<RuleGroup> Groups { get; set; } = [];
    }

    public sealed class RuleGroup
    {
        public string Name { get; set; } = "";

        public List<AlertRule> Rules { get; set; } = [];
    }
}

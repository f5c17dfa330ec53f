using System.Collections.Immutable;
using System.Text.RegularExpressions;
using FalcoRules.Text;
using FalcoRules.Yaml;
using K8sAudit.Runner.Messages;

namespace K8sAudit.Runner.AuditPolicies;

/// <summary>
/// Reads an audit policy and checks it as the API server does (k8s.io/apiserver, pkg/apis/audit/validation). In addition, a key that the API server would
/// ignore is an error.
/// </summary>
internal sealed partial class AuditPolicyReader
{
    private static readonly string[] _levels = Enum.GetNames<AuditLevel>();
    private static readonly string[] _stages = ["RequestReceived", "ResponseStarted", "ResponseComplete", "Panic"];

    private readonly List<string> _errors = [];

    private AuditPolicyReader()
    {
    }

    /// <summary>Reads a policy.</summary>
    /// <exception cref="UserError">It is not a valid policy; the message has all errors, one on each line.</exception>
    public static AuditPolicy Read(SourceText source)
    {
        List<Diagnostic> diagnostics = [];
        var file = YamlReader.Read(source, diagnostics);
        if (diagnostics.Count > 0)
        {
            throw new UserError($"{diagnostics[0].Location}: {diagnostics[0].Message}");
        }

        var reader = new AuditPolicyReader();
        var policy = reader.ReadPolicy(source, file.Documents.FirstOrDefault());
        return reader._errors.Count == 0 ? policy : throw new UserError(string.Join('\n', reader._errors));
    }

    private AuditPolicy ReadPolicy(SourceText source, YamlNode? node)
    {
        var policy = Mapping(node, source.Name);
        CheckKeys(policy, "apiVersion", "kind", "metadata", "rules", "omitStages", "omitManagedFields");
        CheckValue(policy, source.Name, "apiVersion", "audit.k8s.io/v1");
        CheckValue(policy, source.Name, "kind", "Policy");
        var rules = Items(policy, "rules").Select(ReadRule).ToImmutableArray();
        if (rules.IsEmpty)
        {
            _errors.Add(AuditPolicyMessages.NoRules(source.Name));
        }

        return new AuditPolicy(rules, Stages(policy), Boolean(policy, "omitManagedFields") ?? false);
    }

    private AuditPolicyRule ReadRule(YamlNode node)
    {
        var location = node.Location.ToString();
        var rule = Mapping(node, location);
        CheckKeys(rule, "level", "users", "userGroups", "verbs", "resources", "namespaces", "nonResourceURLs", "omitStages", "omitManagedFields");
        if (rule?.Find("nonResourceURLs") is not null && (rule.Find("resources") is not null || rule.Find("namespaces") is not null))
        {
            _errors.Add(AuditPolicyMessages.ResourcesAndUrls(location));
        }

        return new AuditPolicyRule(Level(rule, location))
        {
            Users = Strings(rule, "users"),
            UserGroups = Strings(rule, "userGroups"),
            Verbs = Strings(rule, "verbs"),
            Resources = [.. Items(rule, "resources").Select(ReadResources)],
            Namespaces = Strings(rule, "namespaces"),
            NonResourceUrls = Urls(rule),
            OmittedStages = Stages(rule),
            OmitsManagedFields = Boolean(rule, "omitManagedFields"),
        };
    }

    private GroupResources ReadResources(YamlNode node)
    {
        var location = node.Location.ToString();
        var resources = Mapping(node, location);
        CheckKeys(resources, "group", "resources", "resourceNames");
        var read = new GroupResources(Text(resources?.Find("group")) ?? "", Strings(resources, "resources"), Strings(resources, "resourceNames"));
        if (read.Group.Contains('/', StringComparison.Ordinal))
        {
            _errors.Add(AuditPolicyMessages.GroupWithVersion(location, read.Group));
        }
        else if (read.Group.Length > 0 && !GroupName().IsMatch(read.Group))
        {
            _errors.Add(AuditPolicyMessages.InvalidGroup(location, read.Group));
        }

        if (read.Resources.IsEmpty && !read.Names.IsEmpty)
        {
            _errors.Add(AuditPolicyMessages.NamesWithoutResources(location));
        }

        return read;
    }

    private AuditLevel Level(YamlMapping? rule, string location)
    {
        var text = Text(rule?.Find("level")) ?? "";
        if (Array.IndexOf(_levels, text) is var level and >= 0)
        {
            return (AuditLevel)level;
        }

        _errors.Add(AuditPolicyMessages.NotOneOf(rule?.Find("level")?.Location.ToString() ?? location, "level", text, _levels));
        return AuditLevel.None;
    }

    private ImmutableArray<string> Stages(YamlMapping? mapping)
    {
        var stages = Strings(mapping, "omitStages");
        foreach (var stage in stages.Except(_stages))
        {
            _errors.Add(AuditPolicyMessages.NotOneOf(mapping!.Find("omitStages")!.Location.ToString(), "omitStages", stage, _stages));
        }

        return stages;
    }

    private ImmutableArray<string> Urls(YamlMapping? rule)
    {
        var urls = Strings(rule, "nonResourceURLs");
        foreach (var url in urls.Where(url => url != "*" && (!url.StartsWith('/') || url[..^1].Contains('*', StringComparison.Ordinal))))
        {
            _errors.Add(AuditPolicyMessages.InvalidUrl(rule!.Find("nonResourceURLs")!.Location.ToString(), url));
        }

        return urls;
    }

    private void CheckKeys(YamlMapping? mapping, params string[] known)
    {
        foreach (var entry in mapping?.Entries.Where(entry => !known.Contains(entry.Key.Value)) ?? [])
        {
            _errors.Add(AuditPolicyMessages.UnknownKey(entry.Key.Location.ToString(), entry.Key.Value, known));
        }
    }

    private void CheckValue(YamlMapping? mapping, string location, string key, string expected)
    {
        if (Text(mapping?.Find(key)) is var value && value != expected)
        {
            _errors.Add(AuditPolicyMessages.NotOneOf(mapping?.Find(key)?.Location.ToString() ?? location, key, value ?? "", [expected]));
        }
    }

    private YamlMapping? Mapping(YamlNode? node, string location)
    {
        if (node is not YamlMapping)
        {
            _errors.Add(AuditPolicyMessages.NotA(location, "a mapping", node?.Description ?? "nothing"));
        }

        return node as YamlMapping;
    }

    private ImmutableArray<YamlNode> Items(YamlMapping? mapping, string key)
    {
        var value = mapping?.Find(key);
        if (value is YamlSequence sequence)
        {
            return sequence.Items;
        }

        if (value is { IsNull: false })
        {
            _errors.Add(AuditPolicyMessages.NotA(value.Location.ToString(), $"a list of {key}", value.Description));
        }

        return [];
    }

    private ImmutableArray<string> Strings(YamlMapping? mapping, string key) => [.. Items(mapping, key).Select(item => Text(item) ?? "")];

    private string? Text(YamlNode? node)
    {
        if (node is null or YamlScalar)
        {
            return (node as YamlScalar)?.Value;
        }

        _errors.Add(AuditPolicyMessages.NotA(node.Location.ToString(), "a string", node.Description));
        return null;
    }

    private bool? Boolean(YamlMapping? mapping, string key)
    {
        var node = mapping?.Find(key);
        var text = Text(node);
        if (text is not (null or "true" or "false"))
        {
            _errors.Add(AuditPolicyMessages.NotOneOf(node!.Location.ToString(), key, text, ["true", "false"]));
        }

        return text is null ? null : text == "true";
    }

    // A DNS subdomain.
    [GeneratedRegex(@"\A[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*\z", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant)]
    private static partial Regex GroupName();
}

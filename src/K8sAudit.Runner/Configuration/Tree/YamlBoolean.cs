namespace K8sAudit.Runner.Configuration.Tree;

/// <summary>The words that YAML has for true and false.</summary>
internal static class YamlBoolean
{
    public static bool? Parse(string text) => text.ToUpperInvariant() switch
    {
        "TRUE" or "YES" or "ON" or "Y" => true,
        "FALSE" or "NO" or "OFF" or "N" => false,
        _ => null,
    };
}

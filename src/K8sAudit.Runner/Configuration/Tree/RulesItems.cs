namespace K8sAudit.Runner.Configuration.Tree;

/// <summary>Recognizes the content of rules files where another file is expected.</summary>
internal static class RulesItems
{
    /// <summary>What to do with a rules file.</summary>
    public const string Remedy = "load it with -r";

    private static readonly string[] _keys = ["rule", "macro", "list", "required_engine_version", "required_plugin_versions"];

    /// <summary>Whether a mapping is an item of a rules file.</summary>
    public static bool IsItem(ConfigurationMapping mapping) => Array.Exists(_keys, key => mapping.Find(key) is ConfigurationScalar or ConfigurationSequence);

    /// <summary>What a document that is not a mapping is, and what to do with it where that is known.</summary>
    public static string Describe(ConfigurationNode document) =>
        document is ConfigurationSequence { Items: [ConfigurationMapping first, ..] } && IsItem(first) ? $"a rules file; {Remedy}" : document.Description;
}

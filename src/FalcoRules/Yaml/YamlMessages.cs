namespace FalcoRules.Yaml;

/// <summary>All messages about texts that are not valid YAML or exceed a limit.</summary>
internal static class YamlMessages
{
    public const string KeyIsNotScalar = "a key must be a string";

    public const string Unexpected = "unexpected character or end";

    public const string MissingValue = "a value is missing";

    public static string NotYaml(string cause) => $"Invalid YAML: {LowerFirst(cause.TrimEnd('.'))}.";

    public static string TooLarge(int maxSize) => $"the text has more than {maxSize} characters, which is the maximum";

    public static string TooDeep(int maxDepth) => $"sequences and mappings are nested more than {maxDepth} levels deep";

    public static string TooManyNodes(int maxNodes) => $"with its aliases expanded, the file has more than {maxNodes} nodes";

    public static string UnknownAlias(string name) => $"the alias '*{name}' has no anchor '&{name}' before it";

    public static string RecursiveAlias(string name) => $"the alias '*{name}' is inside its own anchor '&{name}'";

    private static string LowerFirst(string sentence) => sentence.Length == 0 ? sentence : char.ToLowerInvariant(sentence[0]) + sentence[1..];
}

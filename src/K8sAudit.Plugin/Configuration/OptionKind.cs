namespace K8sAudit.Plugin.Configuration;

/// <summary>What an option's value is.</summary>
/// <param name="SchemaType">Its type in JSON Schema.</param>
/// <param name="Expectation">The same for people.</param>
internal sealed record OptionKind(string SchemaType, string Expectation)
{
    public static OptionKind Path { get; } = new("string", "the path of a file");

    public static OptionKind Size { get; } = new("integer", "a whole number of bytes, 1 or more");

    public static OptionKind Flag { get; } = new("boolean", "true or false");

    /// <summary>The smallest number that is allowed; none by default.</summary>
    public int? Minimum => this == Size ? 1 : null;
}

namespace K8sAudit.Plugin.Configuration;

/// <summary>What an option's value is.</summary>
/// <param name="SchemaType">Its type in JSON Schema.</param>
/// <param name="Expectation">The same for people.</param>
/// <param name="Minimum">The smallest number that is allowed; none where it is no number.</param>
internal sealed record OptionKind(string SchemaType, string Expectation, int? Minimum = null)
{
    public static OptionKind Path { get; } = new("string", "the path of a file");

    public static OptionKind OptionalPath { get; } = new("string", "the path of a file, or an empty text for none");

    public static OptionKind Size { get; } = new("integer", "a whole number of bytes, 1 or more", 1);

    public static OptionKind Rate { get; } = new("integer", "a whole number of bytes a second, 0 or more", 0);

    public static OptionKind Seconds { get; } = new("integer", "a whole number of seconds, 1 or more", 1);

    public static OptionKind Number { get; } = new("integer", "a whole number, 1 or more", 1);

    public static OptionKind NumberOrNone { get; } = new("integer", "a whole number, 0 or more", 0);

    public static OptionKind Names { get; } = new("array", "a list of names");

    public static OptionKind TlsVersion { get; } = new("string", "\"1.2\" or \"1.3\"");

    public static OptionKind Flag { get; } = new("boolean", "true or false");
}

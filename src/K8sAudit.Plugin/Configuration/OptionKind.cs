using FalcoPlugin.Json;

namespace K8sAudit.Plugin.Configuration;

/// <summary>What an option's value is.</summary>
/// <param name="SchemaType">Its type in JSON Schema.</param>
/// <param name="Expectation">The same for people.</param>
/// <param name="Minimum">The smallest number that is allowed; null for an option that is not a number.</param>
/// <param name="Maximum">The largest number that is of use; a larger one is taken as that.</param>
/// <param name="AlsoType">Another type that Falco makes of it (<c>yaml_helper.h</c>), if any: it takes every text that looks like a number for one, and an
/// empty list for null.</param>
internal sealed record OptionKind(string SchemaType, string Expectation, int? Minimum = null, int Maximum = OptionKind.Max, string? AlsoType = null)
{
    /// <summary>The largest number that can be configured; for a size 1 GiB, because an array holds no more than two.</summary>
    public const int Max = 1 << 30;

    /// <summary>The longest time that can be configured, in seconds: more than eleven days, and little enough for every timer.</summary>
    public const int MaxSeconds = 1_000_000;

    public static OptionKind Path { get; } = new("string", "the path of a file");

    public static OptionKind OptionalPath { get; } = new("string", "the path of a file, or an empty string for none");

    public static OptionKind OptionalDirectory { get; } = new("string", "the path of a directory, or an empty string for none");

    public static OptionKind Size { get; } = new("integer", "a whole number of bytes, 1 or more", 1);

    public static OptionKind Rate { get; } = new("integer", "a whole number of bytes a second, 0 or more", 0);

    public static OptionKind Seconds { get; } = new("integer", "a whole number of seconds, 1 or more", 1, MaxSeconds);

    public static OptionKind Number { get; } = new("integer", "a whole number, 1 or more", 1);

    public static OptionKind NumberOrNone { get; } = new("integer", "a whole number, 0 or more", 0);

    public static OptionKind Count { get; } = new("integer", "a whole number, 0 or more, or null", 0, AlsoType: "null");

    /// <summary>No less, so that everything that fields read is within it.</summary>
    public static OptionKind Depth { get; } = new("integer", "a whole number of levels, 16 or more", 16, JsonScanner.MaxDepth);

    public static OptionKind Names { get; } = new("array", "a list of names", AlsoType: "null");

    public static OptionKind TlsVersion { get; } = new("string", "\"1.2\" or \"1.3\"", AlsoType: "number");

    public static OptionKind Flag { get; } = new("boolean", "true or false");
}

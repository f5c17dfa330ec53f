namespace FalcoPlugin.Json;

/// <summary>
/// The path of values in documents of one shape: <c>Root / "spec" / "containers" / Each / "image"</c>. A step is a member's name, compared exactly,
/// or each element of an array.
/// </summary>
public sealed class JsonPath
{
    private JsonPath(JsonPath? parent, string? key) => (Parent, Key) = (parent, key);

    /// <summary>The whole document.</summary>
    public static JsonPath Root { get; } = new(null, null);

    /// <summary>The step to every element of an array.</summary>
    public static JsonEachElement Each => default;

    /// <summary>The path without its last step; null for the root.</summary>
    internal JsonPath? Parent { get; }

    /// <summary>The last step's member name; null if that step is <see cref="Each"/>, and for the root.</summary>
    internal string? Key { get; }

    /// <summary>The path to a member of an object.</summary>
    public static JsonPath operator /(JsonPath parent, string key) => new(parent, key);

    /// <summary>The path to all elements of an array.</summary>
    public static JsonPath operator /(JsonPath parent, JsonEachElement each) => new(parent, null);
}

namespace FalcoPlugin.Json;

/// <summary>The position of a walk over a document in the paths of a <see cref="JsonPathTrie"/>; the default is outside all of them.</summary>
public readonly struct JsonPathStep
{
    private readonly JsonPathNode? _node;

    // The path of the value that contains this one.
    private readonly int _abovePlusOne;

    internal JsonPathStep(JsonPathNode? node) => _node = node;

    private JsonPathStep(int above) => _abovePlusOne = above + 1;

    /// <summary>Whether the current value is the value of a path, or a part of one.</summary>
    public bool IsRead => Path >= 0;

    /// <summary>The number of the path of the current value, or of the value that contains it; -1 if there is none.</summary>
    public int Path => _abovePlusOne > 0 ? _abovePlusOne - 1 : _node?.Path ?? -1;

    /// <summary>Whether the current value, or a part of it, is the value of a path.</summary>
    public bool HasPathsBelow => IsRead || _node is { HasPathsBelow: true };

    /// <summary>The step to a member.</summary>
    /// <param name="key">The bytes between the key's quotes.</param>
    public JsonPathStep Member(ReadOnlySpan<byte> key) => IsEnd ? new(Path) : new(_node?.Find(key, start: 0, key.Length, isPlain: false));

    /// <summary>The step to the elements of an array.</summary>
    public JsonPathStep Element() => IsEnd ? new(Path) : new(_node?.Element);

    // A path that no other path extends covers everything in its value.
    private bool IsEnd => _abovePlusOne > 0 || _node is { Path: >= 0, HasPathsBelow: false };
}

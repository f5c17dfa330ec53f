namespace FalcoPlugin.Json;

/// <summary>Where a walk over a document stands among the paths of a <see cref="JsonPathTrie"/>; the default is beside all of them.</summary>
public readonly struct JsonPathStep
{
    private readonly JsonPathNode? _node;

    // Of the path that names the value this is a part of.
    private readonly int _abovePlusOne;

    internal JsonPathStep(JsonPathNode? node) => _node = node;

    private JsonPathStep(int above) => _abovePlusOne = above + 1;

    /// <summary>Whether the value here is one that a path names, or a part of one.</summary>
    public bool IsRead => Path >= 0;

    /// <summary>The number of the path that names the value here, or the one that this is a part of; -1 where there is none.</summary>
    public int Path => _abovePlusOne > 0 ? _abovePlusOne - 1 : _node?.Path ?? -1;

    /// <summary>Whether the value here, or something in it, is one that a path names.</summary>
    public bool HasPathsBelow => IsRead || _node is { HasPathsBelow: true };

    /// <summary>The step to a member.</summary>
    /// <param name="key">The key as it stands between its quotes.</param>
    public JsonPathStep Member(ReadOnlySpan<byte> key) => IsEnd ? new(Path) : new(_node?.Find(key, start: 0, key.Length, isPlain: false));

    /// <summary>The step to the elements of an array.</summary>
    public JsonPathStep Element() => IsEnd ? new(Path) : new(_node?.Element);

    // A path that no other goes beyond stands for all that is in its value.
    private bool IsEnd => _abovePlusOne > 0 || _node is { Path: >= 0, HasPathsBelow: false };
}

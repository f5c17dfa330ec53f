namespace FalcoPlugin.Json;

/// <summary>Where a walk over a document stands among the paths of a <see cref="JsonPathTrie"/>; the default is beside all of them.</summary>
public readonly struct JsonPathStep
{
    private readonly JsonPathNode? _node;
    private readonly bool _isBelow;

    internal JsonPathStep(JsonPathNode? node, bool isBelow = false) => (_node, _isBelow) = (node, isBelow);

    /// <summary>Whether the value here is one that a path names, or a part of one.</summary>
    public bool IsRead => _isBelow || _node is { Path: >= 0 };

    /// <summary>Whether the value here, or something in it, is one that a path names.</summary>
    public bool LeadsOn => IsRead || _node is { LeadsOn: true };

    /// <summary>The step to a member.</summary>
    /// <param name="key">The key as it stands between its quotes.</param>
    public JsonPathStep Member(ReadOnlySpan<byte> key) => IsEnd ? new(null, isBelow: true) : new(_node?.Find(key, start: 0, key.Length, isPlain: false));

    /// <summary>The step to the elements of an array.</summary>
    public JsonPathStep Element() => IsEnd ? new(null, isBelow: true) : new(_node?.Element);

    // A path that no other goes beyond stands for all that is in its value.
    private bool IsEnd => _isBelow || _node is { Path: >= 0, LeadsOn: false };
}

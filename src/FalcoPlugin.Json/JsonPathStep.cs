namespace FalcoPlugin.Json;

/// <summary>The position of a walk over a document in the paths of a <see cref="JsonPathTrie"/>; the default is outside all of them.</summary>
public readonly struct JsonPathStep
{
    private readonly JsonPathNode? _node;

    // The path of the value that contains this one, if all parts of that value belong to it.
    private readonly int _abovePlusOne;

    internal JsonPathStep(JsonPathNode? node, int above = -1) => (_node, _abovePlusOne) = (node, above + 1);

    /// <summary>Whether the current value is the value of a path, or a part of one.</summary>
    public bool IsRead => Path >= 0;

    /// <summary>Whether the current value is the value of a path, and not only a part of one.</summary>
    public bool IsValueOfPath => _node is { Path: >= 0 };

    /// <summary>The number of the path of the current value, or of the value that contains it; -1 if there is none.</summary>
    public int Path => _node is { Path: >= 0 } node ? node.Path : _abovePlusOne - 1;

    /// <summary>Whether the current value, or a part of it, is the value of a path.</summary>
    public bool HasPathsBelow => IsRead || _node is { HasPathsBelow: true };

    // The path to which the parts of the current value belong that are on no path of their own.
    private int Above => _node is null or { Path: >= 0, HasPathsBelow: false } or { Path: >= 0, IsWhole: true } ? Path : _abovePlusOne - 1;

    /// <summary>The step to a member.</summary>
    /// <param name="key">The bytes between the key's quotes.</param>
    public JsonPathStep Member(ReadOnlySpan<byte> key) => new(_node?.Find(key, start: 0, key.Length, isPlain: false), Above);

    /// <summary>The step to the elements of an array.</summary>
    public JsonPathStep Element() => new(_node?.Element, Above);
}

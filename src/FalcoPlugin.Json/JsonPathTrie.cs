namespace FalcoPlugin.Json;

/// <summary>
/// All paths that a plugin reads, as one tree, so that one pass over a document finds the values of all of them. It is built while the plugin's
/// field table is created and does not change afterwards.
/// </summary>
public sealed class JsonPathTrie
{
    private int _nodes = 1;

    // A member for which the object that contains it has no bit left.
    private string? _unreadable;

    /// <summary>Number of different paths; they are numbered from 0.</summary>
    public int Count { get; private set; }

    /// <summary>The first step of a walk over a document.</summary>
    public JsonPathStep Start => new(Root);

    /// <summary>The node of the document itself.</summary>
    internal JsonPathNode Root { get; } = new(number: 0, bit: 0, depth: 0);

    /// <summary>Number of nodes; they are numbered from 0.</summary>
    internal int NodeCount => _nodes;

    /// <summary>One more than the largest number of a captured path.</summary>
    internal int CaptureCount { get; private set; } = 1;

    /// <summary>Adds a path, unless it was added before.</summary>
    /// <returns>The path's number.</returns>
    public int Add(JsonPath path)
    {
        var node = NodeOf(path, hasPathsBelow: true);
        if (node.Path < 0)
        {
            node.Path = Count < ushort.MaxValue ? Count++ : throw new InvalidOperationException($"A trie can have at most {ushort.MaxValue} paths.");
        }

        return node.Path;
    }

    /// <summary>
    /// Adds a path to which everything in its value belongs: other paths may continue it, and what is on none of them is a part of its value for a
    /// <see cref="JsonPathStep"/>.
    /// </summary>
    public void AddWhole(JsonPath path)
    {
        Add(path);
        NodeOf(path).IsWhole = true;
    }

    /// <summary>Lets <see cref="JsonPathReader.TryGetCaptured"/> find the value of a path of one step, without recording its range.</summary>
    /// <param name="path">The path.</param>
    /// <param name="capture">A small unique number, from 1.</param>
    public void Capture(JsonPath path, int capture)
    {
        NodeOf(path).Capture = capture;
        CaptureCount = Math.Max(CaptureCount, capture + 1);
    }

    /// <summary>Pauses walks before the value of a path of one step.</summary>
    public void PauseAt(JsonPath path)
    {
        var node = NodeOf(path);
        node.IsPause = true;
        Root.Pauses |= node.Bit;
    }

    /// <summary>Adds a member that is not read but often occurs between others, so that it is skipped faster.</summary>
    public void AddSkipped(JsonPath path) => NodeOf(path);

    /// <summary>Throws unless a <see cref="JsonPathReader"/> can read the paths: it distinguishes a limited number of members of each object.</summary>
    internal void RequireReadable()
    {
        if (_unreadable is not null)
        {
            throw new InvalidOperationException(
                $"More than {JsonPathNode.MaxMembers} members of one object are on the paths, so that '{_unreadable}' cannot be read.");
        }
    }

    /// <summary>A copy with the same paths and numbers, to which more can be added.</summary>
    public JsonPathTrie Copy()
    {
        var copy = new JsonPathTrie { Count = Count, CaptureCount = CaptureCount };
        copy.CopyNode(Root, copy.Root);
        return copy;
    }

    private void CopyNode(JsonPathNode source, JsonPathNode target)
    {
        target.Assign(source);
        foreach (var (_, member) in source.Members)
        {
            CopyNode(member, AddMember(target, member.Name));
        }

        if (source.Element is { } element)
        {
            CopyNode(element, target.AddElement(ref _nodes));
        }
    }

    /// <param name="path">The path.</param>
    /// <param name="hasPathsBelow">Whether the nodes above it become part of a path.</param>
    private JsonPathNode NodeOf(JsonPath path, bool hasPathsBelow = false)
    {
        if (path.Parent is null)
        {
            return Root;
        }

        var parent = NodeOf(path.Parent, hasPathsBelow);
        parent.HasPathsBelow |= hasPathsBelow;
        return path.Key is null ? parent.AddElement(ref _nodes) : AddMember(parent, path.Key);
    }

    private JsonPathNode AddMember(JsonPathNode parent, string name)
    {
        var node = parent.AddMember(name, ref _nodes);
        _unreadable ??= node.Bit == 0 ? name : null;
        return node;
    }
}

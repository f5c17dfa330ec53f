namespace FalcoPlugin.Json;

/// <summary>
/// All paths that a plugin reads, as one tree, so that one pass over a document finds the values of all of them. It is filled while the plugin's
/// field table is built and does not change afterwards.
/// </summary>
public sealed class JsonPathTrie
{
    private int _nodes = 1;

    /// <summary>How many different paths there are; they are numbered from 0.</summary>
    public int Count { get; private set; }

    /// <summary>The step that a walk over a document begins at.</summary>
    public JsonPathStep Start => new(Root);

    /// <summary>The node of the document itself.</summary>
    internal JsonPathNode Root { get; } = new(number: 0, bit: 0, depth: 0);

    /// <summary>How many nodes there are; they are numbered from 0.</summary>
    internal int NodeCount => _nodes;

    /// <summary>One more than the largest mark.</summary>
    internal int CaptureCount { get; private set; } = 1;

    /// <summary>Adds a path, unless it is there already.</summary>
    /// <returns>The path's number.</returns>
    public int Add(JsonPath path)
    {
        var node = NodeOf(path);
        if (node.Path < 0)
        {
            node.Path = Count < ushort.MaxValue ? Count++ : throw new InvalidOperationException($"More than {ushort.MaxValue} paths are too many.");
        }

        for (var above = path.Parent; above is not null; above = above.Parent)
        {
            NodeOf(above).HasPathsBelow = true;
        }

        return node.Path;
    }

    /// <summary>Lets <see cref="JsonPathReader.TryGetCaptured"/> find the value of a path of one step, without having it noted.</summary>
    /// <param name="path">The path.</param>
    /// <param name="mark">A small number of its own, from 1.</param>
    public void Capture(JsonPath path, int mark)
    {
        NodeOf(path).Capture = mark;
        CaptureCount = Math.Max(CaptureCount, mark + 1);
    }

    /// <summary>Lets walks stop before the value of a path of one step.</summary>
    public void PauseAt(JsonPath path)
    {
        var node = NodeOf(path);
        node.IsPause = true;
        Root.Pauses |= node.Bit;
    }

    /// <summary>Makes a member known that is passed unread, and often stands between others: it is passed faster.</summary>
    public void AddSkipped(JsonPath path) => NodeOf(path);

    /// <summary>A trie with the same paths and numbers, to which more can be added.</summary>
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
            CopyNode(member, target.AddMember(member.Name, ref _nodes));
        }

        if (source.Element is { } element)
        {
            CopyNode(element, target.AddElement(ref _nodes));
        }
    }

    private JsonPathNode NodeOf(JsonPath path)
    {
        if (path.Parent is null)
        {
            return Root;
        }

        var parent = NodeOf(path.Parent);
        return path.Key is null ? parent.AddElement(ref _nodes) : parent.AddMember(path.Key, ref _nodes);
    }
}

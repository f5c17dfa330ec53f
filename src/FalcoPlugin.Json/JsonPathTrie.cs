namespace FalcoPlugin.Json;

/// <summary>
/// All paths that a plugin reads, as one tree, so that one pass over a document finds the values of all of them. It is filled while the plugin's
/// field table is built and does not change afterwards.
/// </summary>
public sealed class JsonPathTrie
{
    /// <summary>How many different paths there are; they are numbered from 0.</summary>
    public int Count { get; private set; }

    /// <summary>The step that a walk over a document begins at.</summary>
    public JsonPathStep Start => new(Root);

    /// <summary>The node of the document itself.</summary>
    internal JsonPathNode Root { get; } = new(bit: 0);

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
            NodeOf(above).LeadsOn = true;
        }

        return node.Path;
    }

    /// <summary>Gives a path a number that <see cref="JsonPathReader.PassKey"/> finds it by, without having its values noted.</summary>
    /// <param name="path">The path.</param>
    /// <param name="mark">Not 0, which stands for all other paths.</param>
    public void Mark(JsonPath path, int mark) => NodeOf(path).Mark = mark;

    private JsonPathNode NodeOf(JsonPath path)
    {
        if (path.Parent is null)
        {
            return Root;
        }

        var parent = NodeOf(path.Parent);
        return path.Key is null ? parent.AddElement() : parent.AddMember(path.Key);
    }
}

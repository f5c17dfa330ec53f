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
            node.Path = Count++;
        }

        return node.Path;
    }

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

namespace K8sAudit.Plugin.Fields.Objects;

/// <summary>One value of an <see cref="ObjectTree"/>. Nodes are known by their numbers; 0 is none.</summary>
internal struct ObjectNode
{
    /// <summary>Offset of the value in the event, in bytes.</summary>
    public int Start;

    /// <summary>Length of the value in bytes; 0 for an object or array that only the paths of a patch name.</summary>
    public int Length;

    /// <summary>Offset of the member's name: in the event, with its quotes, or where <see cref="IsNameDecoded"/> among the decoded names.</summary>
    public int NameStart;

    /// <summary>Length of the member's name in bytes, with its quotes if it has any; 0 for an element.</summary>
    public int NameLength;

    public int FirstChild;
    public int LastChild;
    public int Next;

    /// <summary>Whether the children are known.</summary>
    public bool IsParsed;

    /// <summary>Whether something was added below the value.</summary>
    public bool IsExtended;

    /// <summary>Whether the name comes from the path of a patch.</summary>
    public bool IsNameDecoded;
}

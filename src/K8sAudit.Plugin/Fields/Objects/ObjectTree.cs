using FalcoPlugin.Json;
using FalcoPlugin.Sdk;

namespace K8sAudit.Plugin.Fields.Objects;

/// <summary>
/// An object of an event as a tree whose values are parsed one level at a time, when they are asked for. A patch adds values to it where its paths put them
/// (<see cref="JsonPatch"/>). One tree serves one event after the other, and allocates only while events grow.
/// </summary>
internal sealed class ObjectTree
{
    private const int InitialCapacity = 256;

    // Kept for the next event; half a megabyte.
    private const int MaxIdleCapacity = 16 * 1024;

    // Of what patches add; deeper than any API object.
    private const int MaxCopiedDepth = 64;

    private readonly JsonMembers _members = new();
    private PluginEvent _source;

    // The first node is none.
    private ObjectNode[] _nodes = new ObjectNode[InitialCapacity];
    private int _count = 1;
    private byte[] _names = new byte[InitialCapacity];
    private int _namesLength;
    private byte[] _scratch = new byte[InitialCapacity];

    private ReadOnlySpan<byte> Payload => _source.Payload;

    /// <summary>Discards all nodes and begins with another event, whose JSON is valid.</summary>
    public void Load(in PluginEvent source)
    {
        _source = source;
        _count = 1;
        _namesLength = 0;
        _nodes = _nodes.Length > MaxIdleCapacity ? new ObjectNode[InitialCapacity] : _nodes;
        _names = _names.Length > MaxIdleCapacity ? new byte[InitialCapacity] : _names;
    }

    /// <summary>Adds a value of the event that is in no other.</summary>
    public int AddValue(JsonRange value) => Append(new ObjectNode { Start = value.Start, Length = value.Length });

    /// <summary>Adds an object or array without members that is in no other.</summary>
    public int AddEmpty() => Append(new ObjectNode { IsParsed = true });

    /// <summary>The values at a path below a node, none of them <c>null</c>.</summary>
    public ObjectMatches Find(int from, ObjectPath path) => new(this, from, path);

    /// <summary>The last value at a path, which is the one that a patch adds last; 0 if there is none.</summary>
    public int FindLast(int from, ObjectPath path)
    {
        var last = 0;
        foreach (var node in Find(from, path))
        {
            last = node;
        }

        return last;
    }

    /// <summary>The first member with a name, or the first element where the name is empty, that is not <c>null</c>; 0 if there is none.</summary>
    public int First(int parent, ReadOnlySpan<byte> name)
    {
        ref readonly var node = ref _nodes[parent];
        return node.Length > 0 && Payload[node.Start] != (name.IsEmpty ? (byte)'[' : (byte)'{') ? 0 : Match(FirstChild(parent), name);
    }

    /// <summary>The next one.</summary>
    public int Next(int node, ReadOnlySpan<byte> name) => Match(_nodes[node].Next, name);

    /// <summary>The first member or element, whatever it is; 0 if there is none.</summary>
    public int FirstChild(int parent)
    {
        if (!_nodes[parent].IsParsed)
        {
            Parse(parent);
        }

        return _nodes[parent].FirstChild;
    }

    /// <summary>The next member or element, whatever it is; 0 if there is none.</summary>
    public int NextChild(int node) => _nodes[node].Next;

    /// <summary>Whether a value can have members: an object, or one that only the paths of a patch name.</summary>
    public bool IsObject(int node) => Is(node, (byte)'{');

    /// <summary>Whether a value can have elements: an array, or one that only the paths of a patch name.</summary>
    public bool IsArray(int node) => Is(node, (byte)'[');

    public bool IsNull(int node) => _nodes[node].Length > 0 && Payload[_nodes[node].Start] == 'n';

    public bool IsString(int node) => FirstByte(node) == '"';

    /// <summary>The first byte of a value; 0 if it is not in the event.</summary>
    public byte FirstByte(int node) => _nodes[node].Length > 0 ? Payload[_nodes[node].Start] : (byte)0;

    /// <summary>The range of a value; its length is 0 if it is not in the event.</summary>
    public JsonRange Range(int node) => new(_nodes[node].Start, _nodes[node].Length, -1);

    /// <summary>Whether a value is a string with a text.</summary>
    public bool TextIs(int node, ReadOnlySpan<byte> text) => IsString(node) && Unquoted(Range(node).Of(Payload)).SequenceEqual(text);

    /// <summary>Whether a value is an element of an array of the event.</summary>
    public bool IsElement(int node) => _nodes[node] is { NameLength: 0, IsNameDecoded: false };

    /// <summary>Whether a member has a name.</summary>
    public bool HasName(int node, ReadOnlySpan<byte> name) => Name(node).SequenceEqual(name);

    /// <summary>A member's name; valid until the next text is asked for.</summary>
    public ReadOnlySpan<byte> Name(int node)
    {
        ref readonly var member = ref _nodes[node];
        return member.IsNameDecoded ? _names.AsSpan(member.NameStart, member.NameLength)
            : member.NameLength == 0 ? []
            : Unquoted(Payload.Slice(member.NameStart, member.NameLength));
    }

    /// <summary>The range of a member's name with its quotes; its length is 0 if the name is not a JSON string of the event.</summary>
    public JsonRange NameRange(int node) =>
        _nodes[node].IsNameDecoded ? default : new JsonRange(_nodes[node].NameStart, _nodes[node].NameLength, -1);

    /// <summary>Adds a copy of a value as a member; what a patch added to the value is copied, too.</summary>
    /// <param name="parent">The object or array.</param>
    /// <param name="name">The member's name, as UTF-8.</param>
    /// <param name="value">The node of the value.</param>
    /// <param name="budget">The number of added values that may be copied; what exceeds it is missing.</param>
    public void AddCopy(int parent, ReadOnlySpan<byte> name, int value, ref int budget)
    {
        if (!_nodes[value].IsExtended)
        {
            AddMember(parent, name, Range(value));
            return;
        }

        // Complete before it is added: the value may contain the place where the copy goes.
        var copy = AddEmpty();
        CopyChildren(copy, value, ref budget, MaxCopiedDepth);
        var (first, last) = (_nodes[copy].FirstChild, _nodes[copy].LastChild);
        var member = AddMember(parent, name, default);
        (_nodes[member].FirstChild, _nodes[member].LastChild) = (first, last);
    }

    /// <summary>Adds copies of a value's members or elements.</summary>
    /// <param name="target">The object or array.</param>
    /// <param name="source">The node of the value.</param>
    /// <param name="budget">The number of added values that may be copied; what exceeds it is missing.</param>
    public void AddCopies(int target, int source, ref int budget) => CopyChildren(target, source, ref budget, MaxCopiedDepth);

    /// <summary>Adds a member.</summary>
    /// <param name="parent">The object or array.</param>
    /// <param name="name">The member's name, as UTF-8.</param>
    /// <param name="value">Its value; without length for an object or array to which values are added.</param>
    public int AddMember(int parent, ReadOnlySpan<byte> name, JsonRange value)
    {
        FirstChild(parent);
        var node = new ObjectNode { Start = value.Start, Length = value.Length, NameStart = _namesLength, NameLength = name.Length, IsNameDecoded = true };
        node.IsParsed = node.IsExtended = value.Length == 0;
        AppendName(name);
        _nodes[parent].IsExtended = true;
        return Append(parent, node);
    }

    /// <summary>Whether a patch adds something below a value.</summary>
    public bool IsExtended(int node) => _nodes[node].IsExtended;

    /// <summary>Marks a value as one below which something is added.</summary>
    public void MarkExtended(int node) => _nodes[node].IsExtended = true;

    private bool Is(int node, byte bracket) => node != 0 && (_nodes[node].Length == 0 || Payload[_nodes[node].Start] == bracket);

    private int Match(int node, ReadOnlySpan<byte> name)
    {
        while (node != 0 && (IsNull(node) || !(name.IsEmpty || HasName(node, name))))
        {
            node = _nodes[node].Next;
        }

        return node;
    }

    private void CopyChildren(int target, int source, ref int budget, int depth)
    {
        for (var child = FirstChild(source); child != 0 && budget > 0 && depth > 0; child = _nodes[child].Next)
        {
            budget--;
            var node = _nodes[child];
            (node.FirstChild, node.LastChild, node.Next) = (0, 0, 0);
            (node.IsParsed, node.Length) = node.IsExtended ? (true, 0) : (false, node.Length);
            var copy = Append(target, node);
            if (node.IsExtended)
            {
                CopyChildren(copy, child, ref budget, depth - 1);
            }
        }
    }

    private void Parse(int parent)
    {
        _nodes[parent].IsParsed = true;
        var range = Range(parent);
        if (range.Length == 0)
        {
            return;
        }

        if (range.IsObject(Payload))
        {
            ParseMembers(parent, range);
        }
        else if (Payload[range.Start] == '[')
        {
            ParseElements(parent, range);
        }
    }

    private void ParseMembers(int parent, JsonRange range)
    {
        _members.Read(Payload, range);
        for (var i = 0; i < _members.Count; i++)
        {
            var (name, value) = _members[i];
            Append(parent, new ObjectNode { Start = value.Start, Length = value.Length, NameStart = name.Start, NameLength = name.Length });
        }
    }

    private void ParseElements(int parent, JsonRange range)
    {
        var json = Payload;
        var position = JsonScanner.SkipWhiteSpace(json, range.Start + 1);
        while (json[position] != ']')
        {
            var end = JsonScanner.SkipValue(json, position);
            Append(parent, new ObjectNode { Start = position, Length = end - position });
            position = JsonScanner.SkipWhiteSpace(json, end);
            position = json[position] == ',' ? JsonScanner.SkipWhiteSpace(json, position + 1) : position;
        }
    }

    private int Append(int parent, in ObjectNode node)
    {
        var number = Append(node);
        ref var above = ref _nodes[parent];
        if (above.LastChild == 0)
        {
            above.FirstChild = number;
        }
        else
        {
            _nodes[above.LastChild].Next = number;
        }

        above.LastChild = number;
        return number;
    }

    private int Append(in ObjectNode node)
    {
        if (_count == _nodes.Length)
        {
            Array.Resize(ref _nodes, _count * 2);
        }

        _nodes[_count] = node;
        return _count++;
    }

    private void AppendName(ReadOnlySpan<byte> name)
    {
        if (_names.Length - _namesLength < name.Length)
        {
            Array.Resize(ref _names, Math.Max(_names.Length * 2, _namesLength + name.Length));
        }

        name.CopyTo(_names.AsSpan(_namesLength));
        _namesLength += name.Length;
    }

    private ReadOnlySpan<byte> Unquoted(ReadOnlySpan<byte> quoted) =>
        quoted.Contains((byte)'\\') ? JsonText.Read(quoted, ref _scratch) : quoted[1..^1];
}

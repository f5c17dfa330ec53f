using System.Buffers.Text;
using FalcoPlugin.Json;

namespace K8sAudit.Plugin.Fields.Objects;

/// <summary>
/// Reads a JSON patch (RFC 6902) as the object that it describes: what its operations add is where their paths put it, in an object that is otherwise unknown.
/// </summary>
/// <remarks>
/// Nothing that an operation adds is removed or replaced by a later one. The indexes of a list shift with each operation, so without the list it is not certain
/// which value a later operation means, and a patch could hide a value behind one that it only seems to replace.
/// </remarks>
internal sealed class JsonPatch(ObjectTree tree)
{
    // The API server rejects a patch with more operations.
    private const int MaxOperations = 10_000;

    // Deeper than any API object.
    private const int MaxTokens = 64;

    // What the operations of one patch may copy, in values.
    private const int MaxCopies = 4096;

    private static readonly ObjectPath _operations = "*";
    private static readonly ObjectPath _kind = "op";
    private static readonly ObjectPath _path = "path";
    private static readonly ObjectPath _from = "from";
    private static readonly ObjectPath _value = "value";

    private byte[] _text = new byte[256];
    private byte[] _fromText = new byte[256];
    private byte[] _token = new byte[256];
    private int _copies;

    /// <summary>The object that a patch describes.</summary>
    /// <param name="json">The event.</param>
    /// <param name="patch">The range of the operations, an array.</param>
    public int Read(ReadOnlySpan<byte> json, JsonRange patch)
    {
        var root = tree.AddEmpty();
        var count = 0;
        _copies = MaxCopies;
        foreach (var operation in tree.Find(tree.AddValue(patch), _operations))
        {
            if (count++ < MaxOperations)
            {
                Apply(json, root, operation);
            }
        }

        return root;
    }

    private void Apply(ReadOnlySpan<byte> json, int root, int operation)
    {
        var (kind, path) = (tree.FindLast(operation, _kind), tree.FindLast(operation, _path));
        if (kind == 0 || !tree.IsString(path))
        {
            return;
        }

        if (tree.TextIs(kind, "add"u8) || tree.TextIs(kind, "replace"u8))
        {
            Add(root, JsonText.Read(tree.Range(path).Of(json), ref _text), tree.FindLast(operation, _value));
        }
        else if ((tree.TextIs(kind, "copy"u8) || tree.TextIs(kind, "move"u8)) && tree.FindLast(operation, _from) is var from && tree.IsString(from))
        {
            var value = Resolve(root, JsonText.Read(tree.Range(from).Of(json), ref _fromText));
            Add(root, JsonText.Read(tree.Range(path).Of(json), ref _text), value);
        }
    }

    private void Add(int root, ReadOnlySpan<byte> path, int value)
    {
        if (value == 0 || path.Count((byte)'/') > MaxTokens)
        {
            return;
        }

        var parent = root;
        while (TryTakeToken(ref path, out var token, out var isLast))
        {
            if (isLast)
            {
                tree.AddCopy(parent, token, value, ref _copies);
                return;
            }

            tree.FirstChild(parent);
            tree.MarkExtended(parent);
            parent = FindChild(parent, token, scalars: false) is var child and > 0 ? child : tree.AddMember(parent, token, default);
        }

        // The path is the whole document.
        tree.AddCopies(root, value, ref _copies);
    }

    private int Resolve(int root, ReadOnlySpan<byte> path)
    {
        var node = root;
        while (node != 0 && TryTakeToken(ref path, out var token, out var isLast))
        {
            node = FindChild(node, token, scalars: isLast);
        }

        return node == root ? 0 : node;
    }

    // The value that was added last counts. A scalar has no children, so the path leads to a value that is not known.
    private int FindChild(int parent, ReadOnlySpan<byte> token, bool scalars)
    {
        var (found, index) = (0, 0);
        for (var child = tree.FirstChild(parent); child != 0; child = tree.NextChild(child))
        {
            var isMeant = tree.IsElement(child) ? IsIndex(token, index++) : tree.HasName(child, token);
            found = isMeant && (scalars || tree.IsObject(child) || tree.IsArray(child)) ? child : found;
        }

        return found;
    }

    private static bool IsIndex(ReadOnlySpan<byte> token, int index) =>
        Utf8Parser.TryParse(token, out int value, out var used) && used == token.Length && value == index;

    // What precedes the first slash does not count: the API server ignores it.
    private bool TryTakeToken(ref ReadOnlySpan<byte> path, out ReadOnlySpan<byte> token, out bool isLast)
    {
        token = default;
        isLast = true;
        var start = path.IndexOf((byte)'/');
        if (start < 0)
        {
            return false;
        }

        path = path[(start + 1)..];
        var end = path.IndexOf((byte)'/');
        isLast = end < 0;
        token = Unescape(isLast ? path : path[..end]);
        path = isLast ? [] : path[end..];
        return true;
    }

    private ReadOnlySpan<byte> Unescape(ReadOnlySpan<byte> token)
    {
        if (!token.Contains((byte)'~'))
        {
            return token;
        }

        if (_token.Length < token.Length)
        {
            _token = new byte[token.Length * 2];
        }

        var length = 0;
        for (var i = 0; i < token.Length; i++)
        {
            var next = token[i] == '~' && i + 1 < token.Length ? token[i + 1] : (byte)0;
            _token[length++] = next switch { (byte)'0' => (byte)'~', (byte)'1' => (byte)'/', _ => token[i] };
            i += next is (byte)'0' or (byte)'1' ? 1 : 0;
        }

        return _token.AsSpan(0, length);
    }
}

using FalcoPlugin.Json;
using FalcoPlugin.Sdk;

namespace K8sAudit.Plugin.Fields;

/// <summary>
/// Finds what a patch removes. Pointers of more than <see cref="MaxLength"/> bytes are left out: those of a patch that nests deeply would otherwise be larger
/// than the patch by its depth. One instance serves one patch after the other and allocates only while its buffers grow.
/// </summary>
internal sealed class RemovedPointers
{
    /// <summary>The maximum length of a pointer in bytes; the longest key of a label or annotation has 317.</summary>
    public const int MaxLength = 512;

    private readonly List<JsonMembers> _members = [];
    private readonly byte[] _pointer = new byte[MaxLength];
    private byte[] _text = new byte[256];

    /// <summary>Adds the pointers in the order of the patch.</summary>
    public void AddTo(FieldValues values, ReadOnlySpan<byte> json, JsonRange patch)
    {
        if (json[patch.Start] == '[')
        {
            AddOperations(values, json, patch);
        }
        else
        {
            AddNulls(values, json, patch, depth: 0, length: 0);
        }
    }

    private void AddOperations(FieldValues values, ReadOnlySpan<byte> json, JsonRange patch)
    {
        var position = JsonScanner.SkipWhiteSpace(json, patch.Start + 1);
        while (json[position] != ']')
        {
            var end = JsonScanner.SkipValue(json, position);
            AddOperation(values, json, new JsonRange(position, end - position, -1));
            position = JsonScanner.SkipWhiteSpace(json, end);
            position = json[position] == ',' ? JsonScanner.SkipWhiteSpace(json, position + 1) : position;
        }
    }

    private void AddOperation(FieldValues values, ReadOnlySpan<byte> json, JsonRange operation)
    {
        if (!JsonMember.TryFind(json, operation, "op"u8, ref _text, out var op) || !op.IsString(json))
        {
            return;
        }

        var name = JsonText.Read(op.Of(json), ref _text);
        var removed = name.SequenceEqual("remove"u8) ? "path"u8 : name.SequenceEqual("move"u8) ? "from"u8 : default;
        if (!removed.IsEmpty && JsonMember.TryFind(json, operation, removed, ref _text, out var path) && path.IsString(json)
            && JsonText.Read(path.Of(json), ref _text).Length <= MaxLength)
        {
            values.AddJson(json, path);
        }
    }

    private void AddNulls(FieldValues values, ReadOnlySpan<byte> json, JsonRange value, int depth, int length)
    {
        if (!value.IsObject(json))
        {
            return;
        }

        if (_members.Count == depth)
        {
            _members.Add(new JsonMembers());
        }

        var members = _members[depth];
        members.Read(json, value);
        for (var i = 0; i < members.Count; i++)
        {
            var (name, member) = members[i];
            if ((member.IsNull(json) || member.IsObject(json)) && TryAppend(JsonText.Read(name.Of(json), ref _text), length, out var end))
            {
                if (member.IsNull(json))
                {
                    values.AddText(_pointer.AsSpan(0, end));
                }
                else
                {
                    AddNulls(values, json, member, depth + 1, end);
                }
            }
        }
    }

    // Appends a token with its slash; "~" and "/" are escaped (RFC 6901).
    private bool TryAppend(ReadOnlySpan<byte> token, int start, out int end)
    {
        end = start;
        if (end == MaxLength)
        {
            return false;
        }

        _pointer[end++] = (byte)'/';
        foreach (var b in token)
        {
            var isEscaped = b is (byte)'~' or (byte)'/';
            if (end + (isEscaped ? 2 : 1) > MaxLength)
            {
                return false;
            }

            _pointer[end++] = isEscaped ? (byte)'~' : b;
            if (isEscaped)
            {
                _pointer[end++] = b == '~' ? (byte)'0' : (byte)'1';
            }
        }

        return true;
    }
}

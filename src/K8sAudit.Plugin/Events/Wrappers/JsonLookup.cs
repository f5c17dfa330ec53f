using FalcoPlugin.Json;

namespace K8sAudit.Plugin.Events.Wrappers;

/// <summary>Finds values of one valid object by their paths.</summary>
/// <param name="json">The text that has the object.</param>
/// <param name="root">Its range.</param>
internal readonly ref struct JsonLookup(ReadOnlySpan<byte> json, JsonRange root)
{
    private readonly ReadOnlySpan<byte> _json = json;
    private readonly JsonRange _root = root;

    /// <summary>The value of a path; empty if there is none.</summary>
    /// <param name="path">Member names with slashes between them.</param>
    public ReadOnlySpan<byte> Value(ReadOnlySpan<byte> path)
    {
        var range = _root;
        byte[] scratch = [];
        while (!path.IsEmpty)
        {
            var end = path.IndexOf((byte)'/');
            var name = end < 0 ? path : path[..end];
            path = end < 0 ? default : path[(end + 1)..];
            if (!JsonMember.TryFind(_json, range, name, ref scratch, out range))
            {
                return default;
            }
        }

        return range.IsNull(_json) ? default : range.Of(_json);
    }

    /// <summary>The values of a member that is an object; none if it is missing.</summary>
    public JsonLookup Of(ReadOnlySpan<byte> name)
    {
        byte[] scratch = [];
        return JsonMember.TryFind(_json, _root, name, ref scratch, out var range) && range.IsObject(_json) ? new(_json, range) : new("{}"u8, new(0, 2, -1));
    }

    /// <summary>The content of a string without its quotes; empty if there is none.</summary>
    public ReadOnlySpan<byte> Text(ReadOnlySpan<byte> path)
    {
        var value = Value(path);
        return value.Length > 2 && value[0] == '"' ? value[1..^1] : default;
    }
}

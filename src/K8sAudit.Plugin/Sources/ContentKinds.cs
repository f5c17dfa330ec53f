using System.Text;
using FalcoPlugin.Json;
using K8sAudit.Plugin.Events.Wrappers;
using K8sAudit.Plugin.Messages;

namespace K8sAudit.Plugin.Sources;

/// <summary>The kinds of what an input has besides audit events. Their number is bounded, and a text of a known kind costs no allocation.</summary>
internal sealed class ContentKinds
{
    private const int MaxKinds = 16;
    private const int MaxShownKinds = 3;
    private const int MaxKeys = 8;
    private const int MaxRecognisedKeys = 64;
    private const int MaxShownBytes = 60;

    private readonly JsonMembers _members = new();

    // By the hash of the keys of objects, and by format of lines.
    private readonly Dictionary<int, ContentKind> _objects = [];
    private readonly Dictionary<UnreadFormat, ContentKind> _lines = [];
    private readonly ContentKind _otherLines = NewLines("");
    private readonly ContentKind _otherValues = new("JSON value", "JSON values");

    private IEnumerable<ContentKind> All => _objects.Values.Concat(_lines.Values).Append(_otherLines).Append(_otherValues);

    /// <summary>What to do about the most frequent kind for which something is known; empty if there is none.</summary>
    public string Hint => All.Where(kind => kind is { Count: > 0, Hint.Length: > 0 }).MaxBy(kind => kind.Count)?.Hint ?? "";

    /// <summary>The most frequent kinds with their counts.</summary>
    public override string ToString()
    {
        var lines = NewLines("");
        lines.Count = _lines.Values.Append(_otherLines).Sum(kind => kind.Count);
        var kinds = _objects.Values.Append(lines).Append(_otherValues).Where(kind => kind.Count > 0).OrderByDescending(kind => kind.Count).ToList();
        var shown = kinds.Take(MaxShownKinds).Select(kind => kind.ToString());
        var more = kinds.Skip(MaxShownKinds).Sum(kind => kind.Count);
        return string.Join(", ", more == 0 ? shown : shown.Append(PluginMessages.Count(more, "other", "others")));
    }

    /// <summary>Counts lines of text.</summary>
    /// <param name="text">A text that begins with the first of them.</param>
    /// <param name="count">How many there are.</param>
    public void AddLines(ReadOnlySpan<byte> text, long count) => KindOfLine(text[..LineEnd(text)]).Count += count;

    /// <summary>Counts JSON values.</summary>
    /// <param name="text">A text that begins with the first of them.</param>
    /// <param name="count">How many there are.</param>
    public void AddValues(ReadOnlySpan<byte> text, long count) =>
        (!text.IsEmpty && text[0] == '{' && JsonScanner.SkipValue(text, 0) > 0 ? KindOfObject(text) : _otherValues).Count += count;

    /// <summary>The start of a line, for a message.</summary>
    public static string Sample(ReadOnlySpan<byte> text)
    {
        var line = text[..LineEnd(text)];
        var shown = Encoding.UTF8.GetString(line[..Math.Min(line.Length, MaxShownBytes)]);
        return $"\"{string.Concat(shown.Select(c => char.IsControl(c) ? ' ' : c))}{(line.Length > MaxShownBytes ? "…" : "")}\"";
    }

    private static int LineEnd(ReadOnlySpan<byte> text) => text.IndexOfAny("\r\n"u8) is >= 0 and var end ? end : text.Length;

    private static ContentKind NewLines(string hint) => new("line of text", "lines of text", hint: hint);

    private ContentKind KindOfLine(ReadOnlySpan<byte> line)
    {
        if (UnreadFormats.OfLine(line) is not { } format)
        {
            return _otherLines;
        }

        if (!_lines.TryGetValue(format, out var kind))
        {
            _lines.Add(format, kind = NewLines(PluginMessages.LookLike(format.Name, format.Remedy)));
        }

        return kind;
    }

    private ContentKind KindOfObject(ReadOnlySpan<byte> json)
    {
        _members.Read(json, new JsonRange(0, json.Length, -1));
        var hash = default(HashCode);
        for (var i = 0; i < _members.Count; i++)
        {
            hash.AddBytes(_members[i].Name.Of(json));
            hash.Add(IsNull(json, i));
        }

        if (_objects.TryGetValue(hash.ToHashCode(), out var kind))
        {
            return kind;
        }

        if (_objects.Count == MaxKinds)
        {
            return _otherValues;
        }

        _objects.Add(hash.ToHashCode(), kind = Describe(json));
        return kind;
    }

    private ContentKind Describe(ReadOnlySpan<byte> json)
    {
        var keys = new List<string>();
        byte[] scratch = [];
        for (var i = 0; i < Math.Min(_members.Count, MaxRecognisedKeys); i++)
        {
            keys.Add(Encoding.UTF8.GetString(JsonText.Read(_members[i].Name.Of(json), ref scratch)));
        }

        var details = keys.Count == 0 ? "" : $" with the keys {string.Join(", ", keys.Take(MaxKeys))}{(_members.Count > MaxKeys ? ", …" : "")}";
        for (var i = keys.Count - 1; i >= 0; i--)
        {
            if (IsNull(json, i))
            {
                keys.Add(UnreadFormats.NullOf(keys[i]));
            }
        }

        return new ContentKind("JSON object", "JSON objects", details, HintOf(json, keys));
    }

    private bool IsNull(ReadOnlySpan<byte> json, int member) => json[_members[member].Value.Start] == 'n';

    private static string HintOf(ReadOnlySpan<byte> json, List<string> keys) =>
        UnreadFormats.OfObject(keys) is { } format ? PluginMessages.LookLike(format.Name, format.Remedy)
        : JsonWrappers.Resembling(json) is { } wrapper ? PluginMessages.HoldNoEvent(wrapper.IsCommon ? null : wrapper.Writer, wrapper.Payload)
        : "";
}

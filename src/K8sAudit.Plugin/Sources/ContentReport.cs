using System.Text;
using FalcoPlugin.Json;
using K8sAudit.Plugin.Events;
using K8sAudit.Plugin.Messages;

namespace K8sAudit.Plugin.Sources;

/// <summary>What an input has besides audit events: reported once, at its end, with the first place and what is there.</summary>
internal sealed class ContentReport(SourceContext context)
{
    private const int MaxKeys = 8;
    private const int MaxShownBytes = 100;

    private long _events;
    private long _texts;
    private long _values;
    private string _first = "";

    /// <summary>Counts events.</summary>
    public void Count(long events) => _events += events;

    /// <summary>Counts what a text has besides events.</summary>
    /// <param name="location">Where the text is from.</param>
    /// <param name="text">The text.</param>
    /// <param name="others">What it has.</param>
    public void Add(string location, ReadOnlySpan<byte> text, OtherCounts others)
    {
        if (_texts + _values == 0 && others.First is { } first)
        {
            _first = $"{location}, {Describe(text[Math.Min(first.Offset, text.Length)..])}";
        }

        _texts += others.Texts;
        _values += others.Values;
    }

    /// <summary>Logs the report.</summary>
    public void End()
    {
        if (_texts + _values > 0)
        {
            var message = _events == 0 ? PluginMessages.NoAuditEvents(_texts, _values, _first) : PluginMessages.OtherContent(_texts, _values, _first);
            context.Log.Warning(message);
        }

        (_events, _texts, _values, _first) = (0, 0, 0, "");
    }

    private static string Describe(ReadOnlySpan<byte> text)
    {
        if (!text.IsEmpty && text[0] == '{' && JsonScanner.SkipValue(text, 0) > 0)
        {
            return $"an object with the keys {Keys(text)}";
        }

        var line = text[..(text.IndexOfAny("\r\n"u8) is >= 0 and var end ? end : text.Length)];
        var shown = Encoding.UTF8.GetString(line[..Math.Min(line.Length, MaxShownBytes)]);
        return $"\"{string.Concat(shown.Select(c => char.IsControl(c) ? ' ' : c))}{(line.Length > MaxShownBytes ? "…" : "")}\"";
    }

    private static string Keys(ReadOnlySpan<byte> json)
    {
        var members = new JsonMembers();
        members.Read(json, new JsonRange(0, json.Length, -1));
        var keys = new List<string>();
        byte[] scratch = [];
        for (var i = 0; i < Math.Min(members.Count, MaxKeys); i++)
        {
            keys.Add(Encoding.UTF8.GetString(JsonText.Read(members[i].Name.Of(json), ref scratch)));
        }

        return string.Join(", ", keys) + (members.Count > MaxKeys ? ", …" : "");
    }
}

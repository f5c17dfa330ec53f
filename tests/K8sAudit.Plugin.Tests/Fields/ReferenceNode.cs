using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;

namespace K8sAudit.Plugin.Tests.Fields;

/// <summary>A JSON value, read with the platform's parser and without any care for speed: what the fields are compared with.</summary>
internal sealed class ReferenceNode
{
    private static readonly JsonDocumentOptions _options = new() { MaxDepth = 600 };

    private ReferenceNode(JsonElement element)
    {
        Kind = element.ValueKind;
        switch (Kind)
        {
            case JsonValueKind.Object:
                foreach (var member in element.EnumerateObject())
                {
                    Members[Unescape(Encoding.UTF8.GetString(JsonMarshal.GetRawUtf8PropertyName(member)))] = new ReferenceNode(member.Value);
                }

                break;
            case JsonValueKind.Array:
                Elements.AddRange(element.EnumerateArray().Select(item => new ReferenceNode(item)));
                break;
        }

        Raw = Encoding.UTF8.GetString(JsonMarshal.GetRawUtf8Value(element));
        Text = Kind == JsonValueKind.String ? Unescape(Raw[1..^1]) : WithoutWhiteSpace(Raw);
    }

    public JsonValueKind Kind { get; }

    public string Text { get; }

    /// <summary>The value as it is written.</summary>
    public string Raw { get; }

    public Dictionary<string, ReferenceNode> Members { get; } = [];

    public List<ReferenceNode> Elements { get; } = [];

    /// <summary>The document, or null where it is not JSON.</summary>
    public static ReferenceNode? Parse(ReadOnlySpan<byte> payload)
    {
        try
        {
            using var document = JsonDocument.Parse(Encoding.UTF8.GetString(payload), _options);
            return new ReferenceNode(document.RootElement);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>A member that is neither missing nor null.</summary>
    public ReferenceNode? Get(string name) => Members.TryGetValue(name, out var member) && member.Kind != JsonValueKind.Null ? member : null;

    private static string Unescape(string content)
    {
        var text = new StringBuilder();
        for (var i = 0; i < content.Length; i++)
        {
            if (content[i] != '\\')
            {
                text.Append(content[i]);
                continue;
            }

            i++;
            if (content[i] == 'u')
            {
                text.Append((char)int.Parse(content.AsSpan(i + 1, 4), NumberStyles.HexNumber, CultureInfo.InvariantCulture));
                i += 4;
            }
            else
            {
                text.Append(content[i] switch { 'b' => '\b', 'f' => '\f', 'n' => '\n', 'r' => '\r', 't' => '\t', var itself => itself });
            }
        }

        // A round trip replaces lone surrogates.
        return Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text.Replace('\0', '\uFFFD').ToString()));
    }

    private static string WithoutWhiteSpace(string json)
    {
        var text = new StringBuilder();
        var inString = false;
        for (var i = 0; i < json.Length; i++)
        {
            if (inString && json[i] == '\\')
            {
                text.Append(json[i++]).Append(json[i]);
                continue;
            }

            inString ^= json[i] == '"';
            if (inString || !char.IsWhiteSpace(json[i]))
            {
                text.Append(json[i]);
            }
        }

        return text.ToString();
    }
}

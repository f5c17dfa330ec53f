using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using FalcoPlugin.Json;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace K8sAudit.Plugin.Events.Wrappers;

/// <summary>Audit events as YAML: recognizes the lines of a document, and converts it to JSON.</summary>
internal static class YamlText
{
    /// <summary>The wrapper's name in UTF-8.</summary>
    public static readonly byte[] NameBytes = "yaml"u8.ToArray();

    /// <summary>The maximum length of a document, in bytes. A longer one is not read.</summary>
    public const int MaxLength = 16 * 1024 * 1024;

    private const int MaxDepth = 128;

    private static readonly JsonWriterOptions _options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    // The keys with which an audit event or a list of them begins, in the order of the API server or of the alphabet.
    private static readonly byte[][] _firstKeys =
    [
        .. new[] { "kind", "apiVersion", "level", "auditID", "stage", "annotations", "items", "metadata" }.Select(Encoding.UTF8.GetBytes),
    ];

    /// <summary>Whether a line begins a document of audit events.</summary>
    public static bool Begins(ReadOnlySpan<byte> line)
    {
        var key = KeyOf(line.StartsWith("- "u8) ? line[2..] : line);
        foreach (var first in _firstKeys)
        {
            if (key.SequenceEqual(first))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether a line continues a document: it is indented, an element of a list, or another key.</summary>
    /// <param name="line">The line.</param>
    /// <param name="document">The document so far. A key with which it begins begins another document.</param>
    public static bool Continues(ReadOnlySpan<byte> line, ReadOnlySpan<byte> document)
    {
        line = line.TrimEnd(" \r"u8);
        if (line.IsEmpty || line[0] is (byte)' ' or (byte)'#' || line.StartsWith("- "u8) || line.SequenceEqual("-"u8))
        {
            return true;
        }

        var key = KeyOf(line);
        return !key.IsEmpty && !document.StartsWith("- "u8) && !key.SequenceEqual(KeyOf(document));
    }

    /// <summary>Converts a document to JSON. Aliases and keys that are not scalars are not read: audit events have none.</summary>
    /// <param name="yaml">The document.</param>
    /// <param name="json">Receives the JSON.</param>
    /// <returns>False if the text is not a document, or too long or deep.</returns>
    public static bool TryConvert(ReadOnlySpan<byte> yaml, IBufferWriter<byte> json)
    {
        if (yaml.Length > MaxLength)
        {
            return false;
        }

        try
        {
            using var writer = new Utf8JsonWriter(json, _options);
            return TryWrite(new Parser(new StringReader(Encoding.UTF8.GetString(yaml))), writer);
        }
        catch (Exception)
        {
            // On some broken texts the parser throws exceptions of other types than its own.
            return false;
        }
    }

    private static ReadOnlySpan<byte> KeyOf(ReadOnlySpan<byte> line)
    {
        var end = 0;
        while (end < line.Length && (char.IsAsciiLetterOrDigit((char)line[end]) || "_-./"u8.Contains(line[end])))
        {
            end++;
        }

        var isKey = end < line.Length && line[end] == ':' && (end + 1 == line.Length || line[end + 1] is (byte)' ' or (byte)'\r' or (byte)'\n');
        return isKey ? line[..end] : default;
    }

    private static bool TryWrite(Parser parser, Utf8JsonWriter writer)
    {
        // For each open mapping whether a key follows; null for a sequence.
        var levels = new Stack<bool?>();
        var documents = 0;
        while (parser.MoveNext())
        {
            var isWritten = parser.Current switch
            {
                StreamStart or StreamEnd or DocumentEnd => true,
                DocumentStart => documents++ == 0,
                Scalar scalar => WriteScalar(scalar, levels, writer),
                MappingStart => levels.Count < MaxDepth && TryBegin(isMapping: true, levels, writer),
                SequenceStart => levels.Count < MaxDepth && TryBegin(isMapping: false, levels, writer),
                MappingEnd or SequenceEnd => End(levels, writer),
                _ => false,
            };
            if (!isWritten)
            {
                return false;
            }
        }

        return documents == 1;
    }

    private static bool TryBegin(bool isMapping, Stack<bool?> levels, Utf8JsonWriter writer)
    {
        if (!TryBeginValue(levels))
        {
            return false;
        }

        if (isMapping)
        {
            writer.WriteStartObject();
            levels.Push(true);
        }
        else
        {
            writer.WriteStartArray();
            levels.Push(null);
        }

        return true;
    }

    // False where a key is expected.
    private static bool TryBeginValue(Stack<bool?> levels)
    {
        if (levels.TryPeek(out var isKey) && isKey is not null)
        {
            levels.Pop();
            levels.Push(true);
        }

        return isKey is not true;
    }

    private static bool End(Stack<bool?> levels, Utf8JsonWriter writer)
    {
        if (levels.Pop() is null)
        {
            writer.WriteEndArray();
        }
        else
        {
            writer.WriteEndObject();
        }

        return true;
    }

    private static bool WriteScalar(Scalar scalar, Stack<bool?> levels, Utf8JsonWriter writer)
    {
        if (levels.TryPeek(out var isKey) && isKey is true)
        {
            levels.Pop();
            levels.Push(false);
            writer.WritePropertyName(scalar.Value);
            return true;
        }

        TryBeginValue(levels);
        if (scalar.Style != ScalarStyle.Plain)
        {
            writer.WriteStringValue(scalar.Value);
        }
        else
        {
            WritePlain(scalar.Value, writer);
        }

        return true;
    }

    private static void WritePlain(string text, Utf8JsonWriter writer)
    {
        switch (text)
        {
            case "" or "~" or "null":
                writer.WriteNullValue();
                break;
            case "true" or "false":
                writer.WriteBooleanValue(text == "true");
                break;
            case var _ when IsNumber(text):
                writer.WriteRawValue(text, skipInputValidation: true);
                break;
            default:
                writer.WriteStringValue(text);
                break;
        }
    }

    private static bool IsNumber(string text)
    {
        if (!(char.IsAsciiDigit(text[0]) || text[0] == '-') || text.Length > 64)
        {
            return false;
        }

        Span<byte> bytes = stackalloc byte[256];
        var length = Encoding.UTF8.GetBytes(text, bytes);
        return JsonScanner.SkipValue(bytes[..length], 0) == length;
    }
}

using FalcoPlugin.Json;
using K8sAudit.Plugin.Events;
using K8sAudit.Plugin.Events.Wrappers;

namespace K8sAudit.Plugin.Sources;

/// <summary>
/// The lines of a document that has several, such as indented JSON, until it is complete. Of a list that is longer, only the elements that are not read yet
/// are kept.
/// </summary>
internal sealed class DocumentLines
{
    /// <summary>The maximum length of a document that is not a list, in bytes.</summary>
    public const int MaxLength = 64 * 1024 * 1024;

    // A list is read from this length on, so that not every line is read again with each of the next ones.
    private const int FirstReadLength = 256 * 1024;

    private const int MaxIdleLength = 1024 * 1024;

    private byte[] _bytes = [];
    private int _length;
    private int _readLength;
    private JsonBracketSkipper _brackets;
    private bool _isYaml;

    /// <summary>Whether a document has begun.</summary>
    public bool HasBegun { get; private set; }

    /// <summary>Its lines so far.</summary>
    public ReadOnlySpan<byte> Text => _bytes.AsSpan(0, _length);

    /// <summary>Whether a line that ends inside a value may begin a document of several lines: it ends where white space is allowed.</summary>
    public static bool MayBegin(ReadOnlySpan<byte> line)
    {
        var trimmed = line.TrimEnd(" \t\r"u8);
        return trimmed.Length > 0 && trimmed[^1] is (byte)'{' or (byte)'[' or (byte)',' or (byte)':' && !EndsInString(trimmed);
    }

    /// <summary>Begins a document, or continues a list whose first elements were read.</summary>
    /// <param name="rest">What is not read yet.</param>
    /// <param name="kind">What it is a part of.</param>
    public void Begin(ReadOnlySpan<byte> rest, ContinuationKind kind)
    {
        // The rest may be a part of the buffer.
        var start = ContinuationStart.Of(kind);
        var length = start.Length + rest.Length;
        var target = _bytes.Length < length + 1 ? new byte[length * 2 + 1] : _bytes;
        rest.CopyTo(target.AsSpan(start.Length));
        start.CopyTo(target);
        (_bytes, _length) = (target, length);
        _readLength = Math.Max(FirstReadLength, length * 2);
        if (!HasBegun)
        {
            HasBegun = true;
            _isYaml = kind == ContinuationKind.Yaml;
            _brackets = default;
            _brackets.TrySkip(Text, out _);
            Append("\n"u8);
        }
    }

    /// <summary>Whether a line continues the document; if it does not, the document is damaged.</summary>
    public bool IsContinuedBy(ReadOnlySpan<byte> line)
    {
        if (_isYaml)
        {
            return YamlText.Continues(line, Text);
        }

        if (line.IsEmpty || line[0] != '{')
        {
            return true;
        }

        var text = Text.TrimEnd(" \t\r\n"u8);
        return text.IsEmpty || text[^1] is (byte)',' or (byte)'[' or (byte)':';
    }

    /// <summary>Adds a line.</summary>
    /// <returns>Whether the document is complete, damaged or too long, or a list can be read so far.</returns>
    public DocumentState Add(ReadOnlySpan<byte> line)
    {
        Append(line);
        Append("\n"u8);
        if (_isYaml)
        {
            return _length > YamlText.MaxLength ? DocumentState.Complete : DocumentState.Open;
        }

        var isComplete = _brackets.TrySkip(line, out _);
        return isComplete || _brackets.IsInString || _length > MaxLength ? DocumentState.Complete
            : _length >= _readLength ? DocumentState.Readable
            : DocumentState.Open;
    }

    /// <summary>Waits until the document is twice as long before it is read the next time.</summary>
    public void WaitForMore() => _readLength = _length * 2;

    /// <summary>Forgets the document.</summary>
    public void Clear()
    {
        HasBegun = false;
        _length = 0;
        _bytes = _bytes.Length > MaxIdleLength ? [] : _bytes;
    }

    private static bool EndsInString(ReadOnlySpan<byte> text)
    {
        var brackets = default(JsonBracketSkipper);
        brackets.TrySkip(text, out _);
        return brackets.IsInString;
    }

    private void Append(ReadOnlySpan<byte> text)
    {
        if (_bytes.Length - _length < text.Length)
        {
            Array.Resize(ref _bytes, Math.Max(checked(_length + text.Length), (int)Math.Min(_bytes.Length * 2L, Array.MaxLength)));
        }

        text.CopyTo(_bytes.AsSpan(_length));
        _length += text.Length;
    }
}

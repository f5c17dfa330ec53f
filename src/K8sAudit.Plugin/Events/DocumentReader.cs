using System.Buffers;
using System.Runtime.CompilerServices;
using FalcoPlugin.Json;

namespace K8sAudit.Plugin.Events;

/// <summary>
/// Reads the documents of one text, in one forward pass and without decoding more than their own top-level keys.
/// A text holds any number of documents; a document is an event, an EventList, a List, or an array of them.
/// </summary>
/// <remarks>
/// <code>
///  lines ──▶ documents ──▶ element ──┬─ '{' ──▶ object ──┬─ an audit event
///                             ▲      │                   └─ a list ──▶ items ──┐
///                             │      └─ '[' ──▶ elements ◀─────────────────────┘
///                             └──────────────────┘
/// </code>
/// <para>An event counts only where its writer puts one: as a document that begins a line, or as an element of a list. Nothing is searched for inside a
/// damaged document or other text, which may contain what a client of the API server chose. So after an invalid document reading continues at a line that
/// starts a document of its own, and after an invalid element of a list at the next one only if the brackets of the invalid one match.</para>
/// <para>Keys have any order, so <c>items</c> may precede <c>kind</c>: its events are added provisionally, and rolled back if the object is not a list.
/// Methods return the offset after what they read or, for invalid JSON, the complement of the offset of the error.</para>
/// </remarks>
internal readonly ref partial struct DocumentReader
{
    // The original plugin accepts arrays in arrays; no client nests them even twice.
    private const int MaxArrayDepth = 8;

    // How often reading continues before the place of an error. Each time a part of the text is read again.
    private const int MaxLookBacks = 16;

    // The start of a line that is not JSON, such as a timestamp, may be valid up to here.
    private const int MaxValidStart = 8;

    private readonly ReadOnlySpan<byte> _text;
    private readonly AuditEventReader _owner;
    private readonly JsonPathReader _members;
    private readonly ReadResult _result;
    private readonly bool _isFinal;

    // Where the text begins: in the text of the caller, or in the bytes that the result holds if it was converted.
    private readonly int _offset;
    private readonly bool _isConverted;

    // Where it begins in the text of the caller; of a converted one where the value is that it was converted from.
    private readonly int _origin;

    public DocumentReader(AuditEventReader owner, ReadOnlySpan<byte> text, bool isFinal)
    {
        _owner = owner;
        _members = owner.Members;
        _result = owner.Result;
        _text = text;
        _isFinal = isFinal;
    }

    // A reader of a text in this one.
    private DocumentReader(in DocumentReader outer, ReadOnlySpan<byte> text, int offset, int origin, bool isConverted)
        : this(outer._owner, text, isFinal: true)
    {
        _offset = offset;
        _origin = origin;
        _isConverted = isConverted;
    }

    // How far a name in brackets is looked for: one of a pod and a container is shorter.
    private const int MaxBracketPrefix = 600;

    private static readonly SearchValues<byte> _secondsBytes = SearchValues.Create("0123456789."u8);

    // The largest of the bytes that are skipped between documents.
    private const byte MaxSkipped = (byte)',';

    // What ends a line. NUL bytes are what some file systems leave of a line that was being written in a crash.
    private static ReadOnlySpan<byte> LineEnds => "\n\r\0"u8;

    // What may be between documents of one line: blanks, the record separator of JSON text sequences, and the commas of an array whose brackets are missing.
    private static ReadOnlySpan<byte> Separators => " \t\u001E,"u8;

    private static ReadOnlySpan<byte> SeparatorsAndLineEnds => " \t\u001E,\n\r\0"u8;

    /// <summary>Adds everything that the text holds to the result.</summary>
    public void ReadDocuments()
    {
        var position = 0;
        while (position < _text.Length)
        {
            position = ReadLine(position);
        }
    }

    // Reads the documents that follow each other without a line end between them. If other text follows, none of them counts: the line is a part of
    // something else.
    private int ReadLine(int start)
    {
        var position = _text[start] == '{' ? start : SkipByteOrderMark(Skip(SeparatorsAndLineEnds, start));
        if (position == _text.Length || !IsOpening(_text[position]) || IsBracketPrefix(position))
        {
            return ReadText(position);
        }

        var before = _result.Mark();
        var end = ReadDocument(position, in before);
        while (true)
        {
            if (end < 0)
            {
                return RejectDocument(position, ~end, in before);
            }

            if (end == _text.Length)
            {
                return end;
            }

            position = Skip(Separators, end);
            if (position == _text.Length || LineEnds.Contains(_text[position]))
            {
                return position;
            }

            if (!IsOpening(_text[position]))
            {
                _result.LosesFirstLine |= start == 0 && _offset == 0 && !_isConverted && _result.HasMoreThan(in before);
                _result.RollBack(in before);
                var lineEnd = LineEnd(position);
                RejectOrIgnore(AuditMarks.OccurIn(_text[start..lineEnd]), RejectionReason.InvalidJson, position, start);
                return EndSkipped(lineEnd);
            }

            end = ReadDocument(position, _result.Mark());
        }
    }

    // The end of text that was skipped; the text may continue there.
    private int EndSkipped(int position)
    {
        _result.EndsInSkippedText |= position == _text.Length;
        return position;
    }

    private int ReadDocument(int start, in ReadMark before)
    {
        var end = _text[start] == '{' ? ReadObject(start, ElementContext.Document, depth: 0) : ReadElements(start + 1, ElementContext.Array, depth: 1);
        if (end < 0 && IsCut(~end))
        {
            if (_isFinal && !_result.HasMoreThan(in before) && HasCompactDocument(start))
            {
                return end;
            }

            RejectIncomplete(start, ElementContext.Document, depth: 0);
            end = _text.Length;
        }

        if (_result.IsIncomplete)
        {
            ContinueAtElement(start, ElementContext.Document, depth: 0, in before);
        }

        return end;
    }

    // Returns where reading continues. Without a mark of audit events the document is text like any other, and values that were read of it do not count.
    private int RejectDocument(int start, int error, in ReadMark before)
    {
        var next = NextDocument(start, error);
        var claimsToBeAudit = AuditMarks.OccurIn(_text[start..next]);
        if (!claimsToBeAudit && !_result.HasMoreThan(in before))
        {
            _result.RollBack(in before);
        }

        var isCut = IsCut(error);
        RejectOrIgnore(claimsToBeAudit, isCut ? RejectionReason.Incomplete : RejectionReason.InvalidJson, isCut ? start : error, start);
        return next;
    }

    private void RejectOrIgnore(bool claimsToBeAudit, RejectionReason reason, int position, int start)
    {
        if (claimsToBeAudit)
        {
            Reject(reason, position);
        }
        else
        {
            Ignore(OtherContent.Text, start);
        }
    }

    // Where reading continues after an invalid document.
    private int NextDocument(int start, int error)
    {
        for (var line = NextLine(start); line < _text.Length; line = NextLine(line))
        {
            if (error - line > MaxValidStart ? StartsCompactDocument(line) && _result.TryLookBack(MaxLookBacks) : StartsLine(line))
            {
                return line;
            }
        }

        return EndSkipped(_text.Length);
    }

    // Whether an incomplete document may have swallowed lines that are documents of their own.
    private bool HasCompactDocument(int start)
    {
        for (var line = NextLine(start); line < _text.Length; line = NextLine(line))
        {
            if (StartsCompactDocument(line))
            {
                return true;
            }
        }

        return false;
    }

    // A document on one line. A part of a document on several lines is indented, or its bracket is alone on its line.
    private bool StartsCompactDocument(int line) => IsOpening(_text[line]) && At(line + 1) is not ((byte)'\n' or (byte)'\r' or 0);

    // Whether the line is not one of the invalid document that precedes it.
    private bool StartsLine(int line)
    {
        if (IsOpening(_text[line]))
        {
            return StartsCompactDocument(line) || !EndsOpen(_text[..line].TrimEnd(" \t\n\r\0"u8));
        }

        return !" \t\n\r\0}]\",:"u8.Contains(_text[line]);
    }

    private static bool EndsOpen(ReadOnlySpan<byte> text) => text.Length > 0 && text[^1] is (byte)',' or (byte)':' or (byte)'[' or (byte)'{';

    // Whether invalid JSON is only the start of valid JSON.
    private bool IsCut(int error)
    {
        var rest = _text[Math.Min(error, _text.Length)..];
        return rest.IsEmpty || (rest.Length < "false".Length && ("true"u8.StartsWith(rest) || "false"u8.StartsWith(rest) || "null"u8.StartsWith(rest)));
    }

    // Most documents follow at once, and a look for their first byte among the skipped ones costs a call.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private int Skip(ReadOnlySpan<byte> skipped, int position) =>
        position < _text.Length && _text[position] <= MaxSkipped ? SkipAll(skipped, position) : position;

    private int SkipAll(ReadOnlySpan<byte> skipped, int position)
    {
        while (position < _text.Length && skipped.Contains(_text[position]))
        {
            position++;
        }

        return position;
    }

    // Files that were concatenated may have one in front of any line.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private int SkipByteOrderMark(int position) =>
        At(position) == 0xEF && _text[position..].StartsWith("\uFEFF"u8) ? Skip(SeparatorsAndLineEnds, position + "\uFEFF"u8.Length) : position;

    private int LineEnd(int position)
    {
        var length = _text[position..].IndexOfAny(LineEnds);
        return length < 0 ? _text.Length : position + length;
    }

    private int NextLine(int position) => Math.Min(LineEnd(position) + 1, _text.Length);

    private int SkipWhiteSpace(int position) => JsonScanner.SkipWhiteSpace(_text, position);

    private byte At(int position) => (uint)position < (uint)_text.Length ? _text[position] : (byte)0;

    // A name or a number in brackets and further text, and not an array: [pod/kube-apiserver-cp1/kube-apiserver] {…}
    private bool IsBracketPrefix(int position) => _text[position] == '[' && StartsWithName(position);

    private bool StartsWithName(int position)
    {
        var line = _text.Slice(position, Math.Min(MaxBracketPrefix, _text.Length - position));
        var end = At(position + 1) is (byte)'{' or (byte)'"' or (byte)'[' or (byte)'\n' ? -1 : line.IndexOf("] "u8);
        if (end <= 1)
        {
            return false;
        }

        var content = line[1..end];
        var isName = !content.ContainsAny("{[\",\t"u8) && !" 0123456789-"u8.Contains(content[0]);
        return isName ? !IsLiteral(content) : IsSeconds(content);
    }

    private static bool IsLiteral(ReadOnlySpan<byte> text) => text.SequenceEqual("true"u8) || text.SequenceEqual("false"u8) || text.SequenceEqual("null"u8);

    private static bool IsSeconds(ReadOnlySpan<byte> text) => text.Contains((byte)'.') && !text.TrimStart((byte)' ').ContainsAnyExcept(_secondsBytes);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool IsOpening(byte value) => value is (byte)'{' or (byte)'[';
}

using System.Buffers;

namespace K8sAudit.Plugin.Events.Wrappers;

/// <summary>Steps over the fields before an event on a line. A step that fails moves nothing.</summary>
internal ref struct LineScanner(ReadOnlySpan<byte> line)
{
    private static readonly SearchValues<byte> _noPathBytes = SearchValues.Create(" \t\"{[,"u8);

    private readonly ReadOnlySpan<byte> _line = line;

    /// <summary>Offset of the next byte.</summary>
    public int Position { get; private set; }

    /// <summary>Whether an object begins here.</summary>
    public readonly bool IsAtObject => Position < _line.Length && _line[Position] == '{';

    private readonly ReadOnlySpan<byte> Rest => _line[Position..];

    public static bool Fail(out Range payload)
    {
        payload = default;
        return false;
    }

    /// <summary>The object that begins here, after <c>@cee:</c> if there is that.</summary>
    public bool TryEndAtObject(out Range payload)
    {
        if (Skip("@cee:"u8))
        {
            SkipSpaces();
        }

        payload = Position.._line.Length;
        return IsAtObject;
    }

    public bool Skip(ReadOnlySpan<byte> text)
    {
        if (!Rest.StartsWith(text))
        {
            return false;
        }

        Position += text.Length;
        return true;
    }

    public void SkipSpaces()
    {
        while (Position < _line.Length && _line[Position] == ' ')
        {
            Position++;
        }
    }

    public void SkipBlanks()
    {
        while (Position < _line.Length && _line[Position] is (byte)' ' or (byte)'\t')
        {
            Position++;
        }
    }

    /// <summary>Digits and what follows them.</summary>
    public bool SkipDigits(ReadOnlySpan<byte> end)
    {
        var digits = CountDigits(Rest);
        if (digits == 0 || !Rest[digits..].StartsWith(end))
        {
            return false;
        }

        Position += digits + end.Length;
        return true;
    }

    /// <summary>Seconds with a fraction.</summary>
    public bool SkipSeconds()
    {
        var digits = CountDigits(Rest);
        if (digits == 0 || digits == Rest.Length || Rest[digits] != '.' || CountDigits(Rest[(digits + 1)..]) is not (> 0 and var fraction))
        {
            return false;
        }

        Position += digits + 1 + fraction;
        return true;
    }

    /// <summary>All of a column, and the tab after it.</summary>
    public void SkipColumn()
    {
        var end = Rest.IndexOf((byte)'\t');
        Position = end < 0 ? _line.Length : Position + end + 1;
    }

    /// <summary>&lt;134&gt;</summary>
    public bool SkipPriority()
    {
        var end = Rest.IndexOf((byte)'>');
        if (end is < 2 or > 4 || _line[Position] != '<' || Rest[1..end].ContainsAnyExceptInRange((byte)'0', (byte)'9'))
        {
            return false;
        }

        Position += end + 1;
        return true;
    }

    /// <summary>2026-11-23T17:17:54.468Z, also with a space, and with an offset or none.</summary>
    public bool SkipTime()
    {
        var rest = Rest;
        if (!IsForm(rest, "0000-00-00T00:00:00"u8))
        {
            return false;
        }

        var end = 19;
        if (end < rest.Length && rest[end] is (byte)'.' or (byte)',')
        {
            end += 1 + CountDigits(rest[(end + 1)..]);
        }

        if (end < rest.Length && rest[end] == 'Z')
        {
            end++;
        }
        else if (IsForm(rest[end..], "+00:00"u8))
        {
            end += 6;
        }
        else if (IsForm(rest[end..], "+0000"u8))
        {
            end += 5;
        }

        Position += end;
        return true;
    }

    /// <summary>Nov 23 17:17:54, also with the year or a fraction.</summary>
    public bool SkipSyslogTime()
    {
        var length = IsForm(Rest, "Aaa 00 00:00:00"u8) ? 15 : IsForm(Rest, "Aaa 00 0000 00:00:00"u8) ? 20 : 0;
        if (length == 0)
        {
            return false;
        }

        Position += length;
        Position += Rest is [(byte)'.', ..] ? 1 + CountDigits(Rest[1..]) : 0;
        return true;
    }

    /// <summary>Mon and a space.</summary>
    public bool SkipDayOfWeek()
    {
        if (!IsForm(Rest, "Aaa "u8))
        {
            return false;
        }

        Position += 4;
        return true;
    }

    /// <summary>+0000</summary>
    public bool SkipOffset()
    {
        if (!IsForm(Rest, "+0000"u8))
        {
            return false;
        }

        Position += 5;
        return true;
    }

    /// <summary>kube.audit: and a space.</summary>
    public bool SkipTag()
    {
        var end = Rest.IndexOf(": "u8);
        if (end <= 0 || Rest[..end].IndexOfAny(" {\""u8) >= 0)
        {
            return false;
        }

        Position += end + 2;
        return true;
    }

    /// <summary>{name=cp1}, the host in a line of Logstash.</summary>
    public bool SkipHostField()
    {
        var end = Rest.IndexOf("} "u8);
        if (!Rest.StartsWith("{name="u8) || end < 0 || Rest[..end].IndexOfAny(" \""u8) >= 0)
        {
            return false;
        }

        Position += end + 1;
        return true;
    }

    /// <summary>The path of a file: it has a slash or a dot, and no blanks.</summary>
    public bool SkipPath()
    {
        var end = Rest.IndexOf((byte)':');
        if (end <= 0 || Rest[..end].ContainsAny(_noPathBytes) || Rest[..end].IndexOfAny("/."u8) < 0)
        {
            return false;
        }

        Position += end;
        return true;
    }

    /// <summary>The name of a container: lower-case letters, digits and hyphens.</summary>
    public bool SkipLabel()
    {
        var rest = Rest;
        var end = 0;
        while (end < rest.Length && (char.IsAsciiLetterLower((char)rest[end]) || char.IsAsciiDigit((char)rest[end]) || rest[end] == '-'))
        {
            end++;
        }

        Position += end;
        return end > 0;
    }

    /// <summary>Whether a name is like those of pods: words that are joined by hyphens, the last of which has a digit.</summary>
    public static bool IsPodName(ReadOnlySpan<byte> name)
    {
        var hyphen = name.LastIndexOf((byte)'-');
        return hyphen > 0 && name[(hyphen + 1)..].ContainsAnyInRange((byte)'0', (byte)'9') && !name.ContainsAny(" \t"u8);
    }

    /// <summary>What does not contain white space.</summary>
    public bool SkipWord()
    {
        var end = Rest.IndexOfAny(" \t"u8);
        if (end <= 0)
        {
            return false;
        }

        Position += end;
        return true;
    }

    /// <summary>A name of a machine, pod, container or log stream: it has a digit or is joined from words, so it cannot be a word of a sentence.</summary>
    public bool SkipName()
    {
        var (end, isName) = (0, false);
        var rest = Rest;
        while (end < rest.Length && (char.IsAsciiLetterOrDigit((char)rest[end]) || "-._/"u8.Contains(rest[end])))
        {
            isName |= !char.IsAsciiLetter((char)rest[end]);
            end++;
        }

        if (!isName || end == 0 || !char.IsAsciiLetterOrDigit((char)rest[0]) || !char.IsAsciiLetterOrDigit((char)rest[end - 1]))
        {
            return false;
        }

        Position += end;
        return true;
    }

    /// <summary>cp1 kube-apiserver[1]: , where the machine may have any name, or is left out.</summary>
    /// <param name="isTagRequired">Whether the machine alone is not enough.</param>
    public bool SkipHostAndTag(bool isTagRequired = true)
    {
        var start = Position;
        if (SkipWord() && _line[start] != '{' && Skip(" "u8))
        {
            var isTag = _line[Position - 2] == ':';
            if (isTag || (!isTagRequired && IsAtObject) || (SkipWord() && _line[Position - 1] == ':'))
            {
                SkipSpaces();
                return true;
            }
        }

        Position = start;
        return false;
    }

    /// <summary>[id a="b"][id c="d"], where quotes and brackets in values are escaped.</summary>
    public bool SkipStructuredData()
    {
        var (end, isQuoted) = (0, false);
        var rest = Rest;
        if (rest.IsEmpty || rest[0] != '[')
        {
            return false;
        }

        for (; end < rest.Length; end++)
        {
            if (rest[end] == '\\' && isQuoted)
            {
                end++;
            }
            else if (rest[end] == '"')
            {
                isQuoted = !isQuoted;
            }
            else if (rest[end] == ']' && !isQuoted && (end + 1 == rest.Length || rest[end + 1] != '['))
            {
                Position += end + 1;
                return true;
            }
        }

        return false;
    }

    /// <summary>{a="b", c="d"}</summary>
    public bool SkipLabels()
    {
        var end = Rest.IndexOf("} "u8);
        if (end <= 0 || _line[Position] != '{' || !(end == 1 || (char.IsAsciiLetter((char)Rest[1]) && Rest[..end].Contains((byte)'='))))
        {
            return false;
        }

        Position += end + 1;
        return true;
    }

    // A digit is 0, a letter A or a, and an offset may begin with - as well. A day may have a space in place of its first digit, and a time one before it.
    private static bool IsForm(ReadOnlySpan<byte> text, ReadOnlySpan<byte> form)
    {
        if (text.Length < form.Length)
        {
            return false;
        }

        for (var i = 0; i < form.Length; i++)
        {
            var matches = (char)form[i] switch
            {
                '0' => char.IsAsciiDigit((char)text[i]) || (text[i] == ' ' && i == 4),
                'A' => char.IsAsciiLetterUpper((char)text[i]),
                'a' => char.IsAsciiLetterLower((char)text[i]),
                'T' => text[i] is (byte)'T' or (byte)' ',
                '+' => text[i] is (byte)'+' or (byte)'-',
                var same => text[i] == same,
            };
            if (!matches)
            {
                return false;
            }
        }

        return true;
    }

    private static int CountDigits(ReadOnlySpan<byte> text)
    {
        var end = text.IndexOfAnyExceptInRange((byte)'0', (byte)'9');
        return end < 0 ? text.Length : end;
    }
}

namespace FalcoPlugin.Json;

/// <summary>
/// Skips an object or array by its brackets alone, taking strings into account: for a value that is not JSON, or that arrives in chunks and is too large to
/// buffer. The default value is positioned before the opening bracket.
/// </summary>
public struct JsonBracketSkipper
{
    private int _depth;
    private bool _inString;
    private bool _isEscaped;

    /// <summary>Whether the bytes so far end inside a string.</summary>
    public readonly bool IsInString => _inString;

    /// <summary>Skips a chunk; the first one begins with the opening bracket.</summary>
    /// <param name="chunk">The next bytes.</param>
    /// <param name="skipped">Number of bytes that belong to the value.</param>
    /// <returns>Whether the value ends there.</returns>
    public bool TrySkip(ReadOnlySpan<byte> chunk, out int skipped)
    {
        skipped = 0;
        while (skipped < chunk.Length)
        {
            if (_isEscaped)
            {
                _isEscaped = false;
                skipped++;
                continue;
            }

            var next = _inString ? chunk[skipped..].IndexOfAny("\"\\"u8) : chunk[skipped..].IndexOfAny("\"{}[]"u8);
            if (next < 0)
            {
                skipped = chunk.Length;
                return false;
            }

            skipped += next + 1;
            if (IsEnd(chunk[skipped - 1]))
            {
                return true;
            }
        }

        return false;
    }

    // Whether the value ends with this byte.
    private bool IsEnd(byte special)
    {
        switch (special)
        {
            case (byte)'"':
                _inString = !_inString;
                return false;
            case (byte)'\\':
                _isEscaped = true;
                return false;
            default:
                _depth += special is (byte)'{' or (byte)'[' ? 1 : -1;
                return _depth <= 0;
        }
    }
}

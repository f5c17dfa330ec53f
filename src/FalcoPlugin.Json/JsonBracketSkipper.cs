namespace FalcoPlugin.Json;

/// <summary>
/// Skips an object or array by its brackets alone, taking strings into account: one that is not JSON, or one that arrives in chunks and is too large to buffer.
/// The default value is positioned before the opening bracket.
/// </summary>
public struct JsonBracketSkipper
{
    private int _depth;
    private bool _inString;
    private bool _isEscaped;

    /// <summary>Skips a chunk; the first one begins with the opening bracket.</summary>
    /// <param name="piece">The next bytes.</param>
    /// <param name="passed">Number of bytes that belong to the value.</param>
    /// <returns>Whether the value ends there.</returns>
    public bool TryPass(ReadOnlySpan<byte> piece, out int passed)
    {
        passed = 0;
        while (passed < piece.Length)
        {
            if (_isEscaped)
            {
                _isEscaped = false;
                passed++;
                continue;
            }

            var next = _inString ? piece[passed..].IndexOfAny("\"\\"u8) : piece[passed..].IndexOfAny("\"{}[]"u8);
            if (next < 0)
            {
                passed = piece.Length;
                return false;
            }

            passed += next + 1;
            if (Meets(piece[passed - 1]))
            {
                return true;
            }
        }

        return false;
    }

    // Whether it was the last bracket.
    private bool Meets(byte special)
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

namespace FalcoPlugin.Json;

/// <summary>
/// Passes an object or array by its brackets alone, minding strings: one that is not JSON, or one that comes in pieces and is too large to be held.
/// The default stands before the opening bracket.
/// </summary>
public struct JsonBracketSkipper
{
    private int _depth;
    private bool _inString;
    private bool _isEscaped;

    /// <summary>Passes a piece, the first of which begins with the opening bracket.</summary>
    /// <param name="piece">The next bytes.</param>
    /// <param name="passed">How many of them belong to the value.</param>
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

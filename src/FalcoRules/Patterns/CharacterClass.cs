namespace FalcoRules.Patterns;

/// <summary>The named classes of characters in wildcards and regular expressions: <c>[[:digit:]]</c>.</summary>
internal static class CharacterClass
{
    /// <summary>Returns the membership test of a class by its name; null if the class does not exist.</summary>
    public static Func<char, bool>? Find(ReadOnlySpan<byte> name) => name switch
    {
        _ when name.SequenceEqual("alnum"u8) => char.IsAsciiLetterOrDigit,
        _ when name.SequenceEqual("alpha"u8) => char.IsAsciiLetter,
        _ when name.SequenceEqual("ascii"u8) => char.IsAscii,
        _ when name.SequenceEqual("blank"u8) => static c => c is ' ' or '\t',
        _ when name.SequenceEqual("cntrl"u8) => static c => c is < ' ' or '\x7f',
        _ when name.SequenceEqual("digit"u8) => char.IsAsciiDigit,
        _ when name.SequenceEqual("graph"u8) => static c => c is > ' ' and < '\x7f',
        _ when name.SequenceEqual("lower"u8) => char.IsAsciiLetterLower,
        _ when name.SequenceEqual("print"u8) => static c => c is >= ' ' and < '\x7f',
        _ when name.SequenceEqual("punct"u8) => static c => c is > ' ' and < '\x7f' && !char.IsAsciiLetterOrDigit(c),
        _ when name.SequenceEqual("space"u8) => static c => c is ' ' or (>= '\t' and <= '\r'),
        _ when name.SequenceEqual("upper"u8) => char.IsAsciiLetterUpper,
        _ when name.SequenceEqual("word"u8) => static c => char.IsAsciiLetterOrDigit(c) || c == '_',
        _ when name.SequenceEqual("xdigit"u8) => char.IsAsciiHexDigit,
        _ => null,
    };
}

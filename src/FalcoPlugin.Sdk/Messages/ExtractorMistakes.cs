using FalcoPlugin.Abi;

namespace FalcoPlugin.Sdk.Messages;

/// <summary>Mistakes of an extractor. The messages are for its author, who reads them in the log of the host.</summary>
internal static class ExtractorMistakes
{
    public static InvalidOperationException OtherType(FieldType type, string kinds) =>
        new($"the field is declared as {type}, and its extractor added {kinds}; declare the type of the values that are added");

    public static InvalidOperationException SeveralValues(uint count) =>
        new($"the extractor added {count} values to a field that is not a list; add one value, or set IsList");

    public static ArgumentException AddressLength(int length) =>
        new($"an address or network of {length} bytes was added; expected 4 bytes (IPv4) or 16 bytes (IPv6)");

    public static ArgumentOutOfRangeException OutsidePayload(int start, int length, int payloadLength) =>
        new(null, $"a string of {length} bytes at offset {start} was added, and the payload has {payloadLength} bytes; pass the string's offset and length in the payload");

    public static ArgumentOutOfRangeException TextCapacity(int length) =>
        new(null, $"BeginText was called with a maximum length of {length} bytes; expected 0 to {Array.MaxLength}");

    public static ArgumentOutOfRangeException TextLength(int length, int maxLength) =>
        new(null, $"EndText was called with a length of {length} bytes, and BeginText with a maximum of {maxLength}; expected 0 to {maxLength}");

    public static InvalidOperationException TextWithoutBegin() =>
        new("EndText was called without BeginText, or after other values were added; call BeginText, write the string, then call EndText");
}

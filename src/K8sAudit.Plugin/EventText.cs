using System.Buffers;

namespace K8sAudit.Plugin;

/// <summary>The text form of an event: its JSON in one line, as the original gives it.</summary>
internal static class EventText
{
    // In JSON these stand between tokens only, so that a space says the same.
    private static readonly SearchValues<byte> _lineBreaking = SearchValues.Create("\r\n\t"u8);

    public static void Write(ReadOnlySpan<byte> json, IBufferWriter<byte> output)
    {
        var target = output.GetSpan(json.Length)[..json.Length];
        json.CopyTo(target);
        for (var next = target.IndexOfAny(_lineBreaking); next >= 0; next = target.IndexOfAny(_lineBreaking))
        {
            target[next] = (byte)' ';
            target = target[(next + 1)..];
        }

        output.Advance(json.Length);
    }
}

using System.Buffers;

namespace K8sAudit.Plugin.Events;

/// <summary>The text form of an event: its JSON on one line, as the original plugin writes it.</summary>
internal static class EventText
{
    // In JSON these occur only between tokens, where a space means the same.
    private static readonly SearchValues<byte> _lineBreaking = SearchValues.Create("\r\n\t"u8);

    /// <summary>Writes the text form.</summary>
    /// <param name="json">An event's JSON.</param>
    /// <param name="output">Receives the text.</param>
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

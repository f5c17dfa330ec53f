namespace FalcoPlugin.Sdk.Messages;

/// <summary>Mistakes of a source in the use of its <see cref="EventBatch"/>. The messages are for its author.</summary>
internal static class SourceMistakes
{
    public static InvalidOperationException CommitWithoutReserve() =>
        new("Commit was called without Reserve, or after the batch had changed; call Reserve, write the event, then call Commit");

    public static ArgumentOutOfRangeException CommitLength(int length, int maxLength) =>
        new(null, $"Commit was called with a length of {length} bytes, and Reserve with a maximum of {maxLength}; expected 0 to {maxLength}");

    public static ArgumentOutOfRangeException ReservationLength(long length, int maxLength) =>
        new(null, $"memory for an event of {length} bytes was requested; expected 0 to {maxLength}");
}

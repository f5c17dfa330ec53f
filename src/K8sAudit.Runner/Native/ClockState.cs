namespace K8sAudit.Runner.Native;

/// <summary>Whether something keeps the clock of the host right (<c>adjtimex(2)</c>).</summary>
internal static unsafe class ClockState
{
    // struct timex has 208 bytes.
    private const int StructSize = 256;
    private const int NotSynchronized = 5;

    /// <summary>Null where it cannot be read.</summary>
    public static bool? IsSynchronized()
    {
        // All zero: nothing is changed.
        var state = stackalloc byte[StructSize];
        new Span<byte>(state, StructSize).Clear();
        return LibC.AdjustTime(state) switch
        {
            < 0 => null,
            NotSynchronized => false,
            _ => true,
        };
    }
}

using FalcoPlugin.Json;

namespace K8sAudit.Plugin.Fields;

/// <summary>
/// The mark of an event that is not the first one about its request: an entry before all others in its field index, with a number that no path has. An index
/// may consist of the mark alone; then the fields are found when they are extracted.
/// </summary>
internal static class LaterEventMark
{
    /// <summary>The entry.</summary>
    public static FieldOffset Entry { get; } = new(0, 0, ushort.MaxValue, 0);

    /// <summary>Removes the mark from an index.</summary>
    /// <returns>Whether it was there.</returns>
    public static bool TryRemove(ref ReadOnlySpan<FieldOffset> index)
    {
        var isMarked = index[0].Path == ushort.MaxValue;
        index = isMarked ? index[1..] : index;
        return isMarked;
    }
}

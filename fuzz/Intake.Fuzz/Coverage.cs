using System.Runtime.InteropServices;
using SharpFuzz.Common;

namespace IntakeFuzzing;

/// <summary>The map that instrumented code marks the branches in that it takes.</summary>
internal static unsafe class Coverage
{
    public const int MapSize = 1 << 16;

    public static Span<byte> Map => new(Trace.SharedMem, MapSize);

    /// <summary>Makes the map; before that no instrumented code may run.</summary>
    public static void Begin() => Trace.SharedMem = (byte*)NativeMemory.AllocZeroed(MapSize);

    public static void Clear()
    {
        Map.Clear();
        Trace.PrevLocation = 0;
    }
}

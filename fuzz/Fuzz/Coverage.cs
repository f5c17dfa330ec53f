using System.Runtime.InteropServices;
using SharpFuzz.Common;

namespace Fuzzing;

/// <summary>The map in which instrumented code records the branches that it takes.</summary>
internal static unsafe class Coverage
{
    public const int MapSize = 1 << 16;

    public static Span<byte> Map => new(Trace.SharedMem, MapSize);

    /// <summary>Allocates the map; must be called before any instrumented code runs.</summary>
    public static void Begin() => Trace.SharedMem = (byte*)NativeMemory.AllocZeroed(MapSize);

    public static void Clear()
    {
        Map.Clear();
        Trace.PrevLocation = 0;
    }
}

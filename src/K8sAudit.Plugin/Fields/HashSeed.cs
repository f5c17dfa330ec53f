using System.Buffers.Binary;

namespace K8sAudit.Plugin.Fields;

/// <summary>Seeds of hashes that clients must not be able to predict.</summary>
internal static class HashSeed
{
    /// <summary>A random seed.</summary>
    /// <remarks>
    /// A new GUID takes its bytes from the kernel's random source. <c>RandomNumberGenerator</c> does so through OpenSSL, whose initialisation costs 8 million
    /// instructions: two thirds of the start of a plugin that reads a file.
    /// </remarks>
    public static long Create()
    {
        Span<byte> random = stackalloc byte[16];
        Guid.NewGuid().TryWriteBytes(random);

        // The two halves together, because six bits of a GUID are constant.
        return BinaryPrimitives.ReadInt64LittleEndian(random) ^ long.RotateLeft(BinaryPrimitives.ReadInt64LittleEndian(random[8..]), 32);
    }
}

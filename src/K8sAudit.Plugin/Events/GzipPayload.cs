using System.IO.Compression;

namespace K8sAudit.Plugin.Events;

/// <summary>Expands a payload that is compressed with gzip, as CloudWatch Logs delivers batches.</summary>
internal static class GzipPayload
{
    private const int ReadSize = 64 * 1024;

    /// <summary>Whether bytes are those of a gzip file.</summary>
    public static bool IsGzip(ReadOnlySpan<byte> bytes) => bytes.StartsWith<byte>([0x1F, 0x8B]);

    /// <summary>Expands a payload into bytes that a result reserves.</summary>
    /// <param name="compressed">The payload.</param>
    /// <param name="result">Reserves the bytes, and does not commit them.</param>
    /// <param name="maxLength">The maximum length, in bytes.</param>
    /// <param name="length">The length, in bytes.</param>
    /// <returns>False if the payload is damaged, null if it is too large.</returns>
    public static unsafe bool? TryExpand(ReadOnlySpan<byte> compressed, ReadResult result, long maxLength, out int length)
    {
        length = 0;
        fixed (byte* bytes = compressed)
        {
            using var source = new UnmanagedMemoryStream(bytes, compressed.Length);
            using var gzip = new GZipStream(source, CompressionMode.Decompress);
            try
            {
                while (gzip.Read(result.ReserveBytes(length + ReadSize)[length..]) is > 0 and var count)
                {
                    length += count;
                    if (length > maxLength)
                    {
                        return null;
                    }
                }

                return true;
            }
            catch (InvalidDataException)
            {
                return false;
            }
        }
    }
}

using System.IO.Compression;
using System.IO.Hashing;

namespace K8sAudit.Plugin.Sources.Content;

/// <summary>
/// Deflated bytes (RFC 1951) inside of a file, with their sum. The platform's decoder reads beyond their end and does not say how far; the end is where the sum
/// of what was read stands behind them.
/// </summary>
internal sealed class DeflatedContent : ContentStream
{
    private const int ChunkSize = 8 * 1024;

    private readonly Chunks _chunks;
    private readonly DeflateStream _deflate;
    private readonly Crc32 _sum = new();

    /// <param name="file">The file, at the first of the bytes.</param>
    public DeflatedContent(ContentReader file)
    {
        _chunks = new Chunks(file);
        _deflate = new DeflateStream(_chunks, CompressionMode.Decompress);
    }

    /// <summary>Whether bytes are the trailer of the content.</summary>
    /// <param name="bytes">The bytes from a place that may be the end of the deflated bytes.</param>
    /// <param name="sum">The CRC-32 of the content.</param>
    /// <param name="length">The length of the content.</param>
    /// <param name="compressed">The length of the deflated bytes, if they end there.</param>
    /// <returns>The length of the trailer; 0 if they are not.</returns>
    public delegate int TrailerLength(ReadOnlySpan<byte> bytes, uint sum, long length, long compressed);

    /// <summary>The length of what was read, in bytes.</summary>
    public long ReadLength { get; private set; }

    public override int Read(Span<byte> buffer)
    {
        var count = _deflate.Read(buffer);
        _sum.Append(buffer[..count]);
        ReadLength += count;
        return count;
    }

    /// <summary>Reads what is left of the content, and the trailer behind it.</summary>
    /// <param name="trailerLength">Recognises the trailer.</param>
    /// <param name="maxTrailerLength">The maximum length of the trailer.</param>
    /// <param name="error">What is wrong where there is no trailer.</param>
    /// <exception cref="InvalidDataException">There is no trailer: the content is damaged, or ends early.</exception>
    public void End(TrailerLength trailerLength, int maxTrailerLength, string error)
    {
        Span<byte> rest = stackalloc byte[1024];
        while (Read(rest) > 0)
        {
        }

        var sum = _sum.GetCurrentHashAsUInt32();
        var bytes = _chunks.PeekFromLast(maxTrailerLength, out var before);
        for (var i = 0; i <= Math.Min(_chunks.LastLength, bytes.Length); i++)
        {
            if (trailerLength(bytes[i..], sum, ReadLength, before + i) is var length and > 0)
            {
                _chunks.Skip(i + length);
                return;
            }
        }

        throw new InvalidDataException(error);
    }

    protected override void Dispose(bool disposing)
    {
        _deflate.Dispose();
        base.Dispose(disposing);
    }

    // Chunks of the file, of which the last one can be looked at again.
    private sealed class Chunks(ContentReader file) : ContentStream
    {
        private readonly long _start = file.Position;

        public int LastLength { get; private set; }

        public override int Read(Span<byte> buffer) => LastLength = file.ReadSome(buffer[..Math.Min(buffer.Length, ChunkSize)]);

        /// <summary>The last chunk and the bytes behind it.</summary>
        /// <param name="behind">How many bytes behind it.</param>
        /// <param name="before">The length of all chunks before it.</param>
        public ReadOnlySpan<byte> PeekFromLast(int behind, out long before)
        {
            file.StepBack(LastLength);
            before = file.Position - _start;
            return file.Peek(LastLength + behind);
        }

        public void Skip(int count) => file.Skip(count);
    }
}

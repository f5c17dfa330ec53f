using System.IO.Compression;
using System.IO.Hashing;

namespace K8sAudit.Plugin.Sources.Webhook.Http;

/// <summary>A compressed body as it was before, up to a multiple of its size.</summary>
/// <remarks>
/// <code>
///  header (10 bytes or more) | deflated bytes | CRC-32: u32 | length modulo 2^32: u32     (RFC 1952, little endian)
/// </code>
/// The platform's stream takes an end without the last eight bytes for an end, passes over bytes behind them, and goes on in a further member. Here a
/// body must end with the sum and the length of all that it expands to, so that none of these has a meaning.
/// </remarks>
internal sealed class GzipBody : ReadOnlyStream
{
    // A small body may expand by more than the ratio up to this size.
    private const long FreeBytes = 1024 * 1024;

    // A header and a trailer.
    private const int ShortestBody = 10 + 8;

    private readonly Counted _compressed;
    private readonly GZipStream _gzip;
    private readonly int _maxExpansion;
    private readonly Crc32 _sum = new();
    private readonly byte[] _behind = new byte[1];
    private long _expanded;

    public GzipBody(Stream compressed, int maxExpansion)
    {
        _compressed = new Counted(compressed);
        _gzip = new GZipStream(_compressed, CompressionMode.Decompress, leaveOpen: true);
        _maxExpansion = maxExpansion;
    }

    /// <exception cref="ExpansionException">It expands too far.</exception>
    /// <exception cref="InvalidDataException">It is not compressed, damaged or incomplete, or other bytes follow it.</exception>
    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var count = await _gzip.ReadAsync(buffer, cancellationToken).ConfigureAwait(false);
        _expanded += count;
        _sum.Append(buffer.Span[..count]);
        if (_expanded > FreeBytes + _compressed.Bytes * _maxExpansion)
        {
            throw new ExpansionException();
        }

        return count > 0 || await IsWholeAsync(cancellationToken).ConfigureAwait(false) ? count : throw new InvalidDataException();
    }

    protected override void Dispose(bool disposing)
    {
        _gzip.Dispose();
        base.Dispose(disposing);
    }

    private async ValueTask<bool> IsWholeAsync(CancellationToken cancellation) =>
        await _compressed.ReadAsync(_behind, cancellation).ConfigureAwait(false) == 0
        && _compressed.Bytes >= ShortestBody
        && _compressed.Trailer == (_sum.GetCurrentHashAsUInt32() | ((ulong)(uint)_expanded << 32));

    private sealed class Counted(Stream stream) : ReadOnlyStream
    {
        public long Bytes { get; private set; }

        /// <summary>The last eight bytes, as a little-endian number.</summary>
        public ulong Trailer { get; private set; }

        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            var count = await stream.ReadAsync(buffer, cancellationToken).ConfigureAwait(false);
            Bytes += count;
            foreach (var last in buffer.Span[Math.Max(0, count - sizeof(ulong))..count])
            {
                Trailer = (Trailer >> 8) | ((ulong)last << 56);
            }

            return count;
        }
    }
}

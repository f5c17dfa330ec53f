using System.IO.Compression;

namespace K8sAudit.Plugin.Sources.Webhook;

/// <summary>A compressed body as it was before, up to a multiple of its size.</summary>
internal sealed class GzipBody : ReadOnlyStream
{
    // So that a few bytes that stand for many are no offence in themselves.
    private const long FreeBytes = 1024 * 1024;

    private readonly Counted _compressed;
    private readonly GZipStream _gzip;
    private readonly int _maxExpansion;
    private long _expanded;

    public GzipBody(Stream compressed, int maxExpansion)
    {
        _compressed = new Counted(compressed);
        _gzip = new GZipStream(_compressed, CompressionMode.Decompress, leaveOpen: true);
        _maxExpansion = maxExpansion;
    }

    /// <exception cref="ExpansionException">It expands too far.</exception>
    /// <exception cref="InvalidDataException">It is not compressed, damaged, or cut short.</exception>
    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var count = await _gzip.ReadAsync(buffer, cancellationToken).ConfigureAwait(false);
        _expanded += count;
        return _expanded <= FreeBytes + _compressed.Bytes * _maxExpansion ? count : throw new ExpansionException();
    }

    protected override void Dispose(bool disposing)
    {
        _gzip.Dispose();
        base.Dispose(disposing);
    }

    private sealed class Counted(Stream stream) : ReadOnlyStream
    {
        public long Bytes { get; private set; }

        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            var count = await stream.ReadAsync(buffer, cancellationToken).ConfigureAwait(false);
            Bytes += count;
            return count;
        }
    }
}

using K8sAudit.Plugin.Messages;

namespace K8sAudit.Plugin.Sources.Content;

/// <summary>Counts the bytes of one file before and after decompression, and ends its expansion at the limits.</summary>
internal sealed class ExpansionBudget(ExpansionLimits limits)
{
    private long _compressed;
    private long _expanded;

    /// <summary>How many bytes of the file have been read. Thread-safe.</summary>
    public long Compressed => Interlocked.Read(ref _compressed);

    /// <summary>The file as it is, counted.</summary>
    public Stream CountCompressed(Stream content) => new Counted(content, count => Interlocked.Add(ref _compressed, count));

    /// <summary>The content of a decompressed layer, counted.</summary>
    public Stream CountExpanded(Stream content) => new Counted(content, Expand);

    private void Expand(int count)
    {
        _expanded += count;
        if (_expanded > limits.MaxBytes)
        {
            throw new ExpansionLimitException(PluginMessages.ExpandsToTooMuch(limits.MaxBytes));
        }

        if (_expanded > limits.FreeBytes && _expanded / limits.MaxRatio > Compressed)
        {
            throw new ExpansionLimitException(PluginMessages.ExpandsTooFar(Compressed, _expanded, limits.MaxRatio));
        }
    }

    private sealed class Counted(Stream content, Action<int> count) : ContentStream
    {
        public override int Read(Span<byte> buffer)
        {
            var read = content.Read(buffer);
            count(read);
            return read;
        }

        protected override void Dispose(bool disposing)
        {
            content.Dispose();
            base.Dispose(disposing);
        }
    }
}

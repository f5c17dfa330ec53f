using System.IO.Hashing;
using K8sAudit.Plugin.Messages;

namespace K8sAudit.Plugin.Sources.Content;

/// <summary>A file in a zip archive.</summary>
internal abstract class ZipMember : ContentStream
{
    /// <summary>Reads what is left of it, so that the archive is at the next one.</summary>
    /// <exception cref="InvalidDataException">Its sum is wrong.</exception>
    public abstract void End();

    /// <summary>A file whose header says how long its data are.</summary>
    internal sealed class Sized : ZipMember
    {
        private readonly ZipHeader _header;
        private readonly Limited _data;
        private readonly Stream _content;
        private readonly Crc32 _sum = new();
        private bool _isRead;

        public Sized(ZipHeader header, ContentReader archive, Func<Stream, Stream> decompress)
        {
            _header = header;
            _data = new Limited(archive, header.Compressed);
            _content = decompress(_data);
        }

        public override int Read(Span<byte> buffer)
        {
            var count = _content.Read(buffer);
            _sum.Append(buffer[..count]);
            if (count == 0 && !buffer.IsEmpty && !_isRead)
            {
                _isRead = true;
                Check();
            }

            return count;
        }

        public override void End() => _data.SkipRest();

        protected override void Dispose(bool disposing)
        {
            _content.Dispose();
            base.Dispose(disposing);
        }

        private void Check()
        {
            if (!_header.HasDescriptor && _header.Sum != _sum.GetCurrentHashAsUInt32())
            {
                throw new InvalidDataException(PluginMessages.EndsEarlyOrDamaged);
            }
        }
    }

    /// <summary>A file whose length follows its data.</summary>
    internal sealed class Unsized(ContentReader archive, DeflatedContent.TrailerLength descriptor) : ZipMember
    {
        private readonly DeflatedContent _content = new(archive);
        private bool _isEnded;

        public override int Read(Span<byte> buffer)
        {
            var count = _isEnded ? 0 : _content.Read(buffer);
            if (count == 0 && !buffer.IsEmpty)
            {
                End();
            }

            return count;
        }

        public override void End()
        {
            if (!_isEnded)
            {
                _isEnded = true;
                _content.End(descriptor, ZipMembers.MaxTrailerLength, PluginMessages.EndsEarlyOrDamaged);
            }
        }

        protected override void Dispose(bool disposing)
        {
            _content.Dispose();
            base.Dispose(disposing);
        }
    }

    /// <summary>A file that cannot be read, for a reason.</summary>
    internal sealed class Unreadable(ZipHeader header, ContentReader archive, string reason) : ZipMember
    {
        public override int Read(Span<byte> buffer) => throw new NotSupportedException(reason);

        public override void End() =>
            archive.Skip(header is { HasDescriptor: true, Compressed: 0 } ? throw new NotSupportedException(reason) : header.Compressed);
    }

    private sealed class Limited(ContentReader archive, long length) : ContentStream
    {
        private long _rest = length;

        public override int Read(Span<byte> buffer)
        {
            var count = archive.ReadSome(buffer[..(int)Math.Min(buffer.Length, _rest)]);
            _rest -= count;
            return count;
        }

        public void SkipRest()
        {
            archive.Skip(_rest);
            _rest = 0;
        }
    }
}

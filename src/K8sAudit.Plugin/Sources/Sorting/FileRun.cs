using Microsoft.Win32.SafeHandles;

namespace K8sAudit.Plugin.Sources.Sorting;

/// <summary>Sorted events in a part of a file, as <see cref="MemoryRun"/> wrote them.</summary>
internal sealed class FileRun(SafeFileHandle file, long start, long length) : EventRun
{
    private const int ReadSize = 64 * 1024;

    private byte[] _bytes = [];
    private readonly long _limit = start + length;
    private long _position = start;
    private int _current;
    private int _currentLength;
    private int _end;

    public override ulong Time => MemoryRun.TimeOf(Record);

    public override ReadOnlySpan<byte> Payload => MemoryRun.PayloadOf(Record);

    public override ReadOnlySpan<byte> FieldIndex => MemoryRun.FieldIndexOf(Record);

    private ReadOnlySpan<byte> Record => _bytes.AsSpan(_current, _currentLength);

    public override bool MoveNext()
    {
        _current += _currentLength;
        _currentLength = 0;
        if (_current == _end && _position == _limit)
        {
            return false;
        }

        Need(MemoryRun.HeaderLength);
        var record = MemoryRun.RecordLength(_bytes.AsSpan(_current));
        Need(record);
        _currentLength = record;
        return true;
    }

    private void Need(int count)
    {
        if (_end - _current >= count)
        {
            return;
        }

        var pending = _bytes.AsSpan(_current, _end - _current);
        var bytes = _bytes.Length >= count && _bytes.Length >= ReadSize ? _bytes : new byte[Math.Max(count, ReadSize)];
        pending.CopyTo(bytes);
        (_bytes, _end, _current) = (bytes, pending.Length, 0);
        while (_end < count)
        {
            var rest = (int)Math.Min(_bytes.Length - _end, _limit - _position);
            var read = RandomAccess.Read(file, _bytes.AsSpan(_end, rest), _position);
            if (read == 0)
            {
                throw new IOException("the file of sorted events ends early");
            }

            _end += read;
            _position += read;
        }
    }
}

using System.Buffers.Binary;

namespace K8sAudit.Plugin.Sources.Sorting;

/// <summary>Events in memory: added in any order, then sorted and read.</summary>
/// <remarks>
/// Each event, as it is also written to disk:
/// <code>
///  time: u64 | length: i32 | length of the index: i32 | event | index
/// </code>
/// </remarks>
internal sealed class MemoryRun : EventRun
{
    /// <summary>The length of what precedes an event, in bytes.</summary>
    public const int HeaderLength = 16;

    private readonly List<(ulong Time, int Offset)> _events = [];
    private byte[] _bytes = new byte[64 * 1024];
    private int _current = -1;

    /// <summary>The length of all events, in bytes.</summary>
    public int Length { get; private set; }

    public override ulong Time => _events[_current].Time;

    public override ReadOnlySpan<byte> Payload => PayloadOf(Record(_current));

    public override ReadOnlySpan<byte> FieldIndex => FieldIndexOf(Record(_current));

    /// <summary>The length of an event with its header.</summary>
    public static int RecordLength(ReadOnlySpan<byte> header) =>
        HeaderLength + BinaryPrimitives.ReadInt32LittleEndian(header[8..]) + BinaryPrimitives.ReadInt32LittleEndian(header[12..]);

    public static ulong TimeOf(ReadOnlySpan<byte> record) => BinaryPrimitives.ReadUInt64LittleEndian(record);

    public static ReadOnlySpan<byte> PayloadOf(ReadOnlySpan<byte> record) => record.Slice(HeaderLength, BinaryPrimitives.ReadInt32LittleEndian(record[8..]));

    public static ReadOnlySpan<byte> FieldIndexOf(ReadOnlySpan<byte> record) => record[(HeaderLength + BinaryPrimitives.ReadInt32LittleEndian(record[8..]))..];

    public void Add(ulong time, ReadOnlySpan<byte> payload, ReadOnlySpan<byte> fieldIndex)
    {
        var length = HeaderLength + payload.Length + fieldIndex.Length;
        if (_bytes.Length - Length < length)
        {
            Array.Resize(ref _bytes, Math.Max(_bytes.Length * 2, Length + length));
        }

        var record = _bytes.AsSpan(Length, length);
        BinaryPrimitives.WriteUInt64LittleEndian(record, time);
        BinaryPrimitives.WriteInt32LittleEndian(record[8..], payload.Length);
        BinaryPrimitives.WriteInt32LittleEndian(record[12..], fieldIndex.Length);
        payload.CopyTo(record[HeaderLength..]);
        fieldIndex.CopyTo(record[(HeaderLength + payload.Length)..]);
        _events.Add((time, Length));
        Length += length;
    }

    /// <summary>Sorts the events. Events of one time keep their order.</summary>
    public void Sort() => _events.Sort();

    /// <summary>Writes all events in their order.</summary>
    public void WriteTo(Stream target)
    {
        for (var i = 0; i < _events.Count; i++)
        {
            target.Write(Record(i));
        }
    }

    /// <summary>Removes all events.</summary>
    public void Clear()
    {
        _events.Clear();
        Length = 0;
    }

    public override bool MoveNext() => ++_current < _events.Count;

    private ReadOnlySpan<byte> Record(int index)
    {
        var record = _bytes.AsSpan(_events[index].Offset);
        return record[..RecordLength(record)];
    }
}

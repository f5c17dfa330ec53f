using System.Buffers.Binary;
using System.IO.Hashing;
using FalcoPlugin.Abi;
using FalcoPlugin.Sdk;
using K8sAudit.Plugin.Native;

namespace K8sAudit.Plugin.Queue;

/// <summary>
/// A file of events, complete or not at all.
/// <code>
///  | magic | length, JSON | length, JSON | … | XxHash128 of all before |
///     18        4                                      16
/// </code>
/// </summary>
internal static unsafe class EventFile
{
    private const int HashLength = 16;
    private const int LengthSize = sizeof(int);
    private const int BufferSize = 64 * 1024;

    private static ReadOnlySpan<byte> Magic => "k8saudit events 1\n"u8;

    /// <summary>Writes the events of batches, and returns when they are on the disk.</summary>
    /// <exception cref="IOException">The file cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">Permission is denied.</exception>
    public static void Write(string path, IEnumerable<EventBatch> batches) => DurableFile.Replace(path, stream =>
    {
        var hash = new XxHash128();
        Span<byte> length = stackalloc byte[LengthSize];
        Append(stream, hash, Magic);
        foreach (var batch in batches)
        {
            for (var i = 0; i < batch.Count; i++)
            {
                EventLayout.TryGetPayload(batch.Events[i], out var payload);
                BinaryPrimitives.WriteInt32LittleEndian(length, payload.Length);
                Append(stream, hash, length);
                Append(stream, hash, payload);
            }
        }

        stream.Write(hash.GetCurrentHash());
    });

    /// <summary>Reads the events of a file, after its checksum has been compared.</summary>
    /// <param name="path">The file.</param>
    /// <param name="read">Receives each event; the memory may be used for the next one.</param>
    /// <exception cref="InvalidDataException">The file is damaged.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">Permission is denied.</exception>
    public static void Read(string path, Action<ReadOnlyMemory<byte>> read)
    {
        using var handle = Posix.Open(path);
        if (Posix.StatusOf(handle) is not { Kind: FileKind.Regular, Size: var size })
        {
            throw new InvalidDataException("it is not a regular file");
        }

        using var stream = new FileStream(handle, FileAccess.Read, BufferSize);
        Check(stream, size);
        stream.Position = Magic.Length;
        for (var end = size - HashLength; stream.Position < end;)
        {
            read(ReadEvent(stream, end));
        }
    }

    private static void Check(FileStream stream, long size)
    {
        var magic = new byte[Magic.Length];
        if (size < Magic.Length + HashLength
            || stream.ReadAtLeast(magic, magic.Length, throwOnEndOfStream: false) < magic.Length
            || !Magic.SequenceEqual(magic))
        {
            throw new InvalidDataException("it does not begin as a file of saved events does");
        }

        var hash = new XxHash128();
        hash.Append(magic);
        var buffer = new byte[BufferSize];
        for (var left = size - HashLength - magic.Length; left > 0;)
        {
            var part = buffer.AsSpan(0, (int)Math.Min(left, buffer.Length));
            stream.ReadExactly(part);
            hash.Append(part);
            left -= part.Length;
        }

        var expected = buffer.AsSpan(0, HashLength);
        stream.ReadExactly(expected);
        if (!expected.SequenceEqual(hash.GetCurrentHash()))
        {
            throw new InvalidDataException("its checksum is wrong");
        }
    }

    private static ReadOnlyMemory<byte> ReadEvent(FileStream stream, long end)
    {
        Span<byte> bytes = stackalloc byte[LengthSize];
        stream.ReadExactly(bytes);
        var length = BinaryPrimitives.ReadInt32LittleEndian(bytes);
        if (length < 0 || length > end - stream.Position)
        {
            throw new InvalidDataException("it has an event of an impossible length");
        }

        var json = new byte[length];
        stream.ReadExactly(json);
        return json;
    }

    private static void Append(Stream stream, XxHash128 hash, ReadOnlySpan<byte> bytes)
    {
        stream.Write(bytes);
        hash.Append(bytes);
    }
}

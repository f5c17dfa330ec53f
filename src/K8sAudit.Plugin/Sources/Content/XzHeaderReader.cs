using K8sAudit.Plugin.Messages;

namespace K8sAudit.Plugin.Sources.Content;

/// <summary>Reads the header of a block of an xz file.</summary>
internal ref struct XzHeaderReader(ReadOnlySpan<byte> header)
{
    private ReadOnlySpan<byte> _rest = header;

    public byte Byte() => Bytes(1)[0];

    public ReadOnlySpan<byte> Bytes(long count)
    {
        if ((ulong)count > (ulong)_rest.Length)
        {
            throw new InvalidDataException(PluginMessages.XzHeaderIsDamaged);
        }

        var bytes = _rest[..(int)count];
        _rest = _rest[(int)count..];
        return bytes;
    }

    /// <summary>An integer of seven bits a byte, the lowest first; the last byte has no eighth bit.</summary>
    public long Integer()
    {
        var value = 0L;
        for (var shift = 0; ; shift += 7)
        {
            var next = Byte();
            value |= (next & 0x7fL) << shift;
            if (next < 0x80 || shift >= 56)
            {
                return value;
            }
        }
    }
}

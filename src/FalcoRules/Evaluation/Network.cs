namespace FalcoRules.Evaluation;

/// <summary>An IPv4 or IPv6 network.</summary>
/// <param name="Address">An address in it, 4 or 16 bytes in network order.</param>
/// <param name="PrefixLength">Number of leading bits that all its addresses share.</param>
internal sealed record Network(byte[] Address, int PrefixLength)
{
    /// <summary>Whether it contains an address.</summary>
    public bool Contains(ReadOnlySpan<byte> address)
    {
        if (address.Length != Address.Length)
        {
            return false;
        }

        var (bytes, bits) = Math.DivRem(PrefixLength, 8);
        return address[..bytes].SequenceEqual(Address.AsSpan(0, bytes)) && (bits == 0 || (address[bytes] ^ Address[bytes]) >> (8 - bits) == 0);
    }
}

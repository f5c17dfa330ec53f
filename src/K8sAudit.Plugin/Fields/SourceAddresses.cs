using FalcoPlugin.Json;
using FalcoPlugin.Sdk;

namespace K8sAudit.Plugin.Fields;

/// <summary>
/// Reads the addresses that a request came from, as addresses. The first one is the client's own, or what the client claims in <c>X-Forwarded-For</c>.
/// A text that is not an address has no value.
/// </summary>
/// <param name="addresses">Path to the addresses.</param>
internal sealed class SourceAddresses(JsonPath addresses)
{
    private readonly int _addresses = AuditFields.Paths.Add(addresses);

    /// <summary>The first address.</summary>
    public FieldExtractor<AuditEvent> First() =>
        (AuditEvent source, in FieldArgument _, FieldValues values) =>
        {
            Span<byte> buffer = stackalloc byte[AddressText.MaxLength];
            if (TryGetFirst(source, buffer, out var address))
            {
                values.AddBytes(address);
            }
        };

    /// <summary>Whether the first address is globally routable.</summary>
    public FieldExtractor<AuditEvent> IsFirstPublic() =>
        (AuditEvent source, in FieldArgument _, FieldValues values) =>
        {
            Span<byte> buffer = stackalloc byte[AddressText.MaxLength];
            if (TryGetFirst(source, buffer, out var address))
            {
                values.AddText(PublicAddress.Test(address) ? "true"u8 : "false"u8);
            }
        };

    /// <summary>Whether any of the addresses is globally routable; no value where there is no address.</summary>
    public FieldExtractor<AuditEvent> IsAnyPublic() =>
        (AuditEvent source, in FieldArgument _, FieldValues values) =>
        {
            Span<byte> buffer = stackalloc byte[AddressText.MaxLength];
            var (hasAddress, isPublic) = (false, false);
            foreach (var range in source.Ranges(_addresses))
            {
                if (range.IsString(source.Payload) && AddressText.TryParse(source.TextOf(range), buffer, out var address))
                {
                    hasAddress = true;
                    isPublic |= PublicAddress.Test(address);
                }
            }

            if (hasAddress)
            {
                values.AddText(isPublic ? "true"u8 : "false"u8);
            }
        };

    private bool TryGetFirst(AuditEvent source, Span<byte> buffer, out ReadOnlySpan<byte> address)
    {
        address = default;
        return source.TryGetString(_addresses, out var text) && AddressText.TryParse(text, buffer, out address);
    }
}

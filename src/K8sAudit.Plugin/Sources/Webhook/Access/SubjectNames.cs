using System.Formats.Asn1;
using System.Net;
using System.Security.Cryptography.X509Certificates;

namespace K8sAudit.Plugin.Sources.Webhook.Access;

/// <summary>Reads the alternative names of a certificate (RFC 5280, section 4.2.1.6).</summary>
internal static class SubjectNames
{
    private const string AlternativeName = "2.5.29.17";
    private static readonly Asn1Tag _email = new(TagClass.ContextSpecific, 1);
    private static readonly Asn1Tag _dns = new(TagClass.ContextSpecific, 2);
    private static readonly Asn1Tag _uri = new(TagClass.ContextSpecific, 6);
    private static readonly Asn1Tag _address = new(TagClass.ContextSpecific, 7);

    /// <summary>DNS names, e-mail addresses, URIs and IP addresses; those of other kinds are left out.</summary>
    public static List<string> AlternativeNames(X509Certificate2 certificate)
    {
        var names = new List<string>();
        if (certificate.Extensions[AlternativeName] is not { } extension)
        {
            return names;
        }

        var reader = new AsnReader(extension.RawData, AsnEncodingRules.DER).ReadSequence();
        while (reader.HasData)
        {
            if (Read(reader) is { } name)
            {
                names.Add(name);
            }
        }

        return names;
    }

    private static string? Read(AsnReader reader)
    {
        var tag = reader.PeekTag();
        if (tag == _email || tag == _dns || tag == _uri)
        {
            return reader.ReadCharacterString(UniversalTagNumber.IA5String, tag);
        }

        if (tag == _address)
        {
            return reader.ReadOctetString(_address) is { Length: 4 or 16 } address ? new IPAddress(address).ToString() : null;
        }

        reader.ReadEncodedValue();
        return null;
    }
}

using System.Buffers;
using System.Buffers.Text;
using FalcoPlugin.Json;
using FalcoPlugin.Sdk;

namespace K8sAudit.Plugin.Fields;

/// <summary>
/// Reads the subject of a certificate signing request: base64 of PEM of a PKCS #10 request.
/// <code>
/// SEQUENCE request { SEQUENCE info { INTEGER version, SEQUENCE subject { SET { SEQUENCE { OID type, string value } } … }, … }, … }
/// </code>
/// </summary>
internal static class CertificateSubject
{
    private const byte Utf16String = 0x1E;

    private static ReadOnlySpan<byte> CommonName => [0x55, 0x04, 0x03];

    private static ReadOnlySpan<byte> Organization => [0x55, 0x04, 0x0A];

    /// <summary>Adds the common name, the last one if there are several, as the API server does.</summary>
    public static void AddCommonName(AuditEvent source, int request, FieldValues values)
    {
        ReadOnlySpan<byte> name = default;
        var tag = (byte)0;
        var attributes = new NameAttributes(SubjectOf(source, request));
        while (attributes.MoveNext())
        {
            if (attributes.Type.SequenceEqual(CommonName))
            {
                name = attributes.Value;
                tag = attributes.ValueTag;
            }
        }

        if (!name.IsEmpty)
        {
            AddString(tag, name, values);
        }
    }

    /// <summary>Adds the organizations.</summary>
    public static void AddOrganizations(AuditEvent source, int request, FieldValues values)
    {
        var attributes = new NameAttributes(SubjectOf(source, request));
        while (attributes.MoveNext())
        {
            if (attributes.Type.SequenceEqual(Organization))
            {
                AddString(attributes.ValueTag, attributes.Value, values);
            }
        }
    }

    private static ReadOnlySpan<byte> SubjectOf(AuditEvent source, int request)
    {
        var text = source.StringOf(request);
        var der = source.Scratch(text.Length);
        der = der[..Decode(text, der)];
        der = der[..DecodePem(der)];
        ReadOnlySpan<byte> rest = der;
        return DerReader.TryRead(ref rest, DerReader.Sequence, out var whole) && DerReader.TryRead(ref whole, DerReader.Sequence, out var info)
            && DerReader.TryRead(ref info, DerReader.Integer, out _) && DerReader.TryRead(ref info, DerReader.Sequence, out var subject)
            ? subject
            : default;
    }

    private static int Decode(ReadOnlySpan<byte> text, Span<byte> target) =>
        Base64.DecodeFromUtf8(text, target, out _, out var written) == OperationStatus.Done ? written : 0;

    // Decodes the first block in place. Headers before the base64 text, which the API server allows, end with the line of the last colon.
    private static int DecodePem(Span<byte> pem)
    {
        var start = pem.IndexOf("-----BEGIN "u8);
        var body = start < 0 ? [] : pem[(start + "-----BEGIN "u8.Length)..];
        var label = body.IndexOf("-----"u8);
        body = label < 0 ? [] : body[(label + "-----"u8.Length)..];
        var end = body.IndexOf("-----END "u8);
        body = end < 0 ? [] : body[..end];
        if (body.LastIndexOf((byte)':') is var colon and >= 0)
        {
            body = body[colon..];
            body = body.IndexOf((byte)'\n') is var line and >= 0 ? body[line..] : [];
        }

        if (Base64.DecodeFromUtf8InPlace(body, out var written) != OperationStatus.Done)
        {
            return 0;
        }

        body[..written].CopyTo(pem);
        return written;
    }

    private static void AddString(byte tag, ReadOnlySpan<byte> value, FieldValues values)
    {
        if (tag != Utf16String)
        {
            values.EndText(JsonText.Repair(value, values.BeginText(JsonText.MaxRepairedLength(value.Length))));
            return;
        }

        var target = values.BeginText(JsonText.MaxRepairedLength(value.Length));
        var length = 0;
        for (var i = 0; i + 1 < value.Length; i += 2)
        {
            var unit = (char)((value[i] << 8) | value[i + 1]);
            var rune = unit != 0 && System.Text.Rune.TryCreate(unit, out var plain) ? plain : System.Text.Rune.ReplacementChar;
            length += rune.EncodeToUtf8(target[length..]);
        }

        values.EndText(length);
    }
}

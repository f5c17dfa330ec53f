using System.Buffers.Text;
using FalcoPlugin.Json;
using FalcoPlugin.Sdk;

namespace K8sAudit.Plugin.Fields;

/// <summary>Reads a number.</summary>
internal static class Numbers
{
    /// <summary>A whole number from 0 to the maximum of 64 bits; any other value is no value.</summary>
    public static FieldExtractor<AuditEvent> First(JsonPath path)
    {
        var id = AuditFields.Paths.Add(path);
        return (AuditEvent source, in FieldArgument _, FieldValues values) =>
        {
            if (source.TryGet(id, out var range) && TryRead(range.Of(source.Payload), out var number))
            {
                values.Add(number);
            }
        };
    }

    /// <summary>Reads a JSON number that is a whole number from 0 to the maximum of 64 bits.</summary>
    public static bool TryRead(ReadOnlySpan<byte> value, out ulong number) =>
        Utf8Parser.TryParse(value, out number, out var length) && length == value.Length;
}

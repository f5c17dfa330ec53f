using FalcoPlugin.Json;
using FalcoPlugin.Sdk;

namespace K8sAudit.Plugin.Fields;

/// <summary>Extractors of the values at a path.</summary>
internal static class Values
{
    /// <summary>The one value of a path.</summary>
    public static FieldExtractor<AuditEvent> First(JsonPath path)
    {
        var id = AuditFields.Paths.Add(path);
        return (AuditEvent source, in FieldArgument _, FieldValues values) =>
        {
            if (source.TryGet(id, out var place))
            {
                values.AddJson(source.Payload, place);
            }
        };
    }

    /// <summary>The one value of a path; an empty string is no value.</summary>
    public static FieldExtractor<AuditEvent> FirstUnlessEmpty(JsonPath path)
    {
        var id = AuditFields.Paths.Add(path);
        return (AuditEvent source, in FieldArgument _, FieldValues values) =>
        {
            const int quotes = 2;
            if (source.TryGet(id, out var range) && !(range.IsString(source.Payload) && range.Length == quotes))
            {
                values.AddJson(source.Payload, range);
            }
        };
    }

    /// <summary>The one value of a path or, where it has none, of another.</summary>
    public static FieldExtractor<AuditEvent> FirstOf(JsonPath path, JsonPath otherwise)
    {
        var (first, second) = (AuditFields.Paths.Add(path), AuditFields.Paths.Add(otherwise));
        return (AuditEvent source, in FieldArgument _, FieldValues values) =>
        {
            if (source.TryGet(first, out var place) || source.TryGet(second, out place))
            {
                values.AddJson(source.Payload, place);
            }
        };
    }

    /// <summary>All values of a path, or those of the requested element.</summary>
    public static FieldExtractor<AuditEvent> Of(JsonPath path)
    {
        var id = AuditFields.Paths.Add(path);
        return (AuditEvent source, in FieldArgument argument, FieldValues values) =>
        {
            foreach (var place in source.Ranges(id))
            {
                if (argument.Takes(place))
                {
                    values.AddJson(source.Payload, place);
                }
            }
        };
    }

    /// <summary>The values in the value of a path that the JSON pointer in the field's key selects; <see cref="JsonPointerMatches"/> has the syntax.</summary>
    public static FieldExtractor<AuditEvent> AtPointer(int path) =>
        (AuditEvent source, in FieldArgument argument, FieldValues values) =>
        {
            if (argument.IsPresent && source.TryGet(path, out var range))
            {
                source.PointerMatches.AddTo(values, source.Payload, range, argument.Key);
            }
        };

    /// <summary>A text that is the same for every audit event.</summary>
    public static FieldExtractor<AuditEvent> Constant(byte[] text) => (AuditEvent source, in FieldArgument _, FieldValues values) =>
    {
        if (source.TryGet(AuditFields.AuditId, out var _))
        {
            values.AddText(text);
        }
    };

    /// <summary>Whether a range belongs to the requested element; without an index, every range does.</summary>
    public static bool Takes(this in FieldArgument argument, JsonRange place) => !argument.IsPresent || argument.Index == (ulong)place.Index;
}

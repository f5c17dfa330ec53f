using FalcoPlugin.Json;
using FalcoPlugin.Sdk;

namespace K8sAudit.Plugin.Fields;

/// <summary>Extractors of values that few rules read: they are found in a pass of their own over an event whose rules ask for one of them.</summary>
internal static class OnDemandValues
{
    /// <summary>The one value of a path.</summary>
    public static FieldExtractor<AuditEvent> First(JsonPath path)
    {
        var id = AuditFields.OnDemandPaths.Add(path);
        return (AuditEvent source, in FieldArgument _, FieldValues values) =>
        {
            if (source.TryGetOnDemand(id, out var range))
            {
                values.AddJson(source.Payload, range);
            }
        };
    }

    /// <summary>The member of an object that the field's key names.</summary>
    public static FieldExtractor<AuditEvent> Member(JsonPath path)
    {
        var id = AuditFields.OnDemandPaths.Add(path);
        return (AuditEvent source, in FieldArgument argument, FieldValues values) =>
        {
            if (argument.IsPresent && source.TryGetOnDemand(id, out var range) && source.TryFindMember(range, argument.Key, out var member))
            {
                values.AddJson(source.Payload, member);
            }
        };
    }

    /// <summary>The elements of the list that is the member of an object that the field's key names.</summary>
    public static FieldExtractor<AuditEvent> ElementsOfMember(JsonPath path)
    {
        var id = AuditFields.OnDemandPaths.Add(path);
        return (AuditEvent source, in FieldArgument argument, FieldValues values) =>
        {
            if (argument.IsPresent && source.TryGetOnDemand(id, out var range) && source.TryFindMember(range, argument.Key, out var member))
            {
                AddElements(source.Payload, member, values);
            }
        };
    }

    private static void AddElements(ReadOnlySpan<byte> json, JsonRange list, FieldValues values)
    {
        if (json[list.Start] != '[')
        {
            return;
        }

        var position = JsonScanner.SkipWhiteSpace(json, list.Start + 1);
        while (json[position] != ']')
        {
            var end = JsonScanner.SkipValue(json, position);
            values.AddJson(json, new JsonRange(position, end - position, -1));
            position = JsonScanner.SkipWhiteSpace(json, end);
            position = json[position] == ',' ? JsonScanner.SkipWhiteSpace(json, position + 1) : position;
        }
    }
}

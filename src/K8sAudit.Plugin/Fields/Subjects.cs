using FalcoPlugin.Json;
using FalcoPlugin.Sdk;

namespace K8sAudit.Plugin.Fields;

/// <summary>Reads the subjects of a role binding by their kind.</summary>
/// <param name="subjects">Path to the subjects themselves.</param>
internal sealed class Subjects(JsonPath subjects)
{
    private readonly int _subjects = AuditFields.Paths.Add(subjects);
    private readonly int _kinds = AuditFields.Paths.Add(subjects / "kind");
    private readonly int _names = AuditFields.Paths.Add(subjects / "name");
    private readonly int _namespaces = AuditFields.Paths.Add(subjects / "namespace");

    /// <summary>The names of the subjects of a kind.</summary>
    public FieldExtractor<AuditEvent> Names(byte[] kind) =>
        (AuditEvent source, in FieldArgument _, FieldValues values) =>
        {
            var kinds = source.Ranges(_kinds);
            var names = source.Ranges(_names);
            foreach (var subject in source.Ranges(_subjects))
            {
                if (IsOfKind(source, ref kinds, subject, kind) && names.AdvanceWithin(subject))
                {
                    values.AddJson(source.Payload, names.Current);
                }
            }
        };

    /// <summary>The same as <c>namespace:name</c>; a subject without a namespace is passed over.</summary>
    public FieldExtractor<AuditEvent> NamesWithNamespace(byte[] kind) =>
        (AuditEvent source, in FieldArgument _, FieldValues values) =>
        {
            var kinds = source.Ranges(_kinds);
            var names = source.Ranges(_names);
            var namespaces = source.Ranges(_namespaces);
            foreach (var subject in source.Ranges(_subjects))
            {
                if (IsOfKind(source, ref kinds, subject, kind) && names.AdvanceWithin(subject) && namespaces.AdvanceWithin(subject))
                {
                    AddJoined(namespaces.Current.Of(source.Payload), names.Current.Of(source.Payload), values);
                }
            }
        };

    private static bool IsOfKind(AuditEvent source, ref JsonRanges kinds, JsonRange subject, ReadOnlySpan<byte> kind) =>
        kinds.AdvanceWithin(subject) && source.TextOf(kinds.Current).SequenceEqual(kind);

    private static void AddJoined(ReadOnlySpan<byte> first, ReadOnlySpan<byte> second, FieldValues values)
    {
        var room = values.BeginText(checked(JsonText.MaxLength(first) + 1 + JsonText.MaxLength(second)));
        var length = JsonText.Write(first, room);
        room[length++] = (byte)':';
        values.EndText(length + JsonText.Write(second, room[length..]));
    }
}

using FalcoPlugin.Json;
using FalcoPlugin.Sdk;

namespace K8sAudit.Plugin.Fields;

/// <summary>Reads the subjects of a role binding.</summary>
/// <param name="subjects">Path to the subjects themselves.</param>
internal sealed class Subjects(JsonPath subjects)
{
    private const int MaxSeparators = 2;

    private readonly int _subjects = AuditFields.Paths.Add(subjects);
    private readonly int _kinds = AuditFields.Paths.Add(subjects / "kind");
    private readonly int _names = AuditFields.Paths.Add(subjects / "name");
    private readonly int _namespaces = AuditFields.Paths.Add(subjects / "namespace");

    /// <summary>
    /// For each subject its kind and name: <c>User:jane</c>, <c>Group:system:masters</c>, and with a namespace <c>ServiceAccount:shop/web</c>. A part that the
    /// subject does not have is empty; a value that is not an object has no text.
    /// </summary>
    public FieldExtractor<AuditEvent> KindsAndNames() =>
        (AuditEvent source, in FieldArgument _, FieldValues values) =>
        {
            var kinds = source.Ranges(_kinds);
            var namespaces = source.Ranges(_namespaces);
            var names = source.Ranges(_names);
            foreach (var subject in source.Ranges(_subjects))
            {
                if (subject.IsObject(source.Payload))
                {
                    var text = new ComposedText(values.BeginText(checked(JsonText.MaxLength(subject.Of(source.Payload)) + MaxSeparators)), source.Payload);
                    AppendPart(ref text, ref kinds, subject, ""u8);
                    text.Append(":"u8);
                    AppendPart(ref text, ref namespaces, subject, "/"u8);
                    AppendPart(ref text, ref names, subject, ""u8);
                    values.EndText(text.Length);
                }
            }
        };

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

    /// <summary>The same as <c>namespace:name</c>; a subject without a namespace has no value.</summary>
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
                    AddJoined(source, namespaces.Current, names.Current, values);
                }
            }
        };

    private static bool IsOfKind(AuditEvent source, ref JsonRanges kinds, JsonRange subject, ReadOnlySpan<byte> kind) =>
        kinds.AdvanceWithin(subject) && source.TextOf(kinds.Current).SequenceEqual(kind);

    private static void AppendPart(ref ComposedText text, ref JsonRanges parts, JsonRange subject, ReadOnlySpan<byte> terminator)
    {
        if (parts.AdvanceWithin(subject) && text.Append(parts.Current) > 0)
        {
            text.Append(terminator);
        }
    }

    private static void AddJoined(AuditEvent source, JsonRange first, JsonRange second, FieldValues values)
    {
        var maxLength = checked(JsonText.MaxLength(first.Of(source.Payload)) + 1 + JsonText.MaxLength(second.Of(source.Payload)));
        var text = new ComposedText(values.BeginText(maxLength), source.Payload);
        text.Append(first);
        text.Append(":"u8);
        text.Append(second);
        values.EndText(text.Length);
    }
}

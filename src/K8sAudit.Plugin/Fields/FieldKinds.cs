using FalcoPlugin.Abi;
using FalcoPlugin.Json;
using FalcoPlugin.Sdk;

namespace K8sAudit.Plugin.Fields;

/// <summary>The kinds of rows that <see cref="AuditFields"/> has. Values are strings where the kind does not say otherwise.</summary>
internal static class FieldKinds
{
    /// <summary>One value.</summary>
    public static Field<AuditEvent> Text(string name, string description, JsonPath path) => Text(name, description, Values.First(path));

    /// <inheritdoc cref="Text(string, string, JsonPath)"/>
    public static Field<AuditEvent> Text(string name, string description, FieldExtractor<AuditEvent> extract) =>
        new(name, description, FieldType.String, extract);

    /// <summary>A list of values.</summary>
    public static Field<AuditEvent> List(string name, string description, JsonPath path) => List(name, description, Values.Of(path));

    /// <inheritdoc cref="List(string, string, JsonPath)"/>
    public static Field<AuditEvent> List(string name, string description, FieldExtractor<AuditEvent> extract) =>
        new(name, description, FieldType.String, extract) { IsList = true };

    /// <summary>A list of values, of which <c>[n]</c> takes those of the n-th element of the first array on the path.</summary>
    public static Field<AuditEvent> IndexedList(string name, string description, JsonPath path) =>
        IndexedList(name, description, Values.Of(path));

    /// <inheritdoc cref="IndexedList(string, string, JsonPath)"/>
    public static Field<AuditEvent> IndexedList(string name, string description, FieldExtractor<AuditEvent> extract) =>
        new(name, description, FieldType.String, extract) { IsList = true, Argument = FieldArgumentKind.Index };

    /// <summary>One value that a key chooses.</summary>
    public static Field<AuditEvent> Keyed(string name, string description, FieldExtractor<AuditEvent> extract) =>
        new(name, description, FieldType.String, extract) { Argument = FieldArgumentKind.Key | FieldArgumentKind.Required };

    /// <summary>A list of values that a key chooses.</summary>
    public static Field<AuditEvent> KeyedList(string name, string description, FieldExtractor<AuditEvent> extract) =>
        new(name, description, FieldType.String, extract) { IsList = true, Argument = FieldArgumentKind.Key | FieldArgumentKind.Required };

    /// <summary>One value of a type other than string.</summary>
    public static Field<AuditEvent> Typed(FieldType type, string name, string description, FieldExtractor<AuditEvent> extract) =>
        new(name, description, type, extract);
}

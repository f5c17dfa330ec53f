using FalcoPlugin.Json;
using FalcoPlugin.Sdk;
using K8sAudit.Plugin.Fields.Objects;

namespace K8sAudit.Plugin.Fields;

/// <summary>Adds values of the changed object to a field's values.</summary>
internal static class NodeValues
{
    private static readonly ObjectPath _namespace = "namespace";
    private static readonly ObjectPath _name = "name";

    /// <summary>Adds a value as text; an object or array that only the paths of a patch name has none.</summary>
    public static void AddNode(this FieldValues values, AuditEvent source, int node)
    {
        if (source.Tree.Range(node) is { Length: > 0 } range)
        {
            values.AddJson(source.Payload, range);
        }
    }

    /// <summary>Adds a member's name, without as many bytes at its beginning as are skipped.</summary>
    public static void AddName(this FieldValues values, AuditEvent source, int node, int skipped = 0)
    {
        if (skipped == 0 && source.Tree.NameRange(node) is { Length: > 0 } range)
        {
            values.AddJson(source.Payload, range);
        }
        else
        {
            var name = source.Tree.Name(node)[skipped..];
            values.EndText(JsonText.Repair(name, values.BeginText(JsonText.MaxRepairedLength(name.Length))));
        }
    }

    /// <summary>Adds the text of a value behind a label.</summary>
    public static void AddLabelled(this FieldValues values, AuditEvent source, ReadOnlySpan<byte> label, int node)
    {
        if (source.Tree.Range(node) is { Length: > 0 } range)
        {
            var text = new ComposedText(values.BeginText(checked(label.Length + JsonText.MaxLength(range.Of(source.Payload)))), source.Payload);
            text.Append(label);
            text.Append(range);
            values.EndText(text.Length);
        }
    }

    /// <summary>Adds a member as its name, without as many bytes as are skipped, and its value: <c>name=value</c>.</summary>
    public static void AddPair(this FieldValues values, AuditEvent source, int member, int skipped = 0)
    {
        if (source.Tree.Range(member) is { Length: > 0 } range)
        {
            var name = source.Tree.Name(member)[skipped..];
            var target = values.BeginText(checked(JsonText.MaxRepairedLength(name.Length) + 1 + JsonText.MaxLength(range.Of(source.Payload))));
            var length = JsonText.Repair(name, target);
            target[length++] = (byte)'=';
            values.EndText(length + JsonText.Write(range.Of(source.Payload), target[length..]));
        }
    }

    /// <summary>Adds the names of an object's members whose values are not <c>null</c>.</summary>
    /// <param name="values">The field's values.</param>
    /// <param name="source">The event.</param>
    /// <param name="node">The object.</param>
    /// <param name="except">Names that are not added.</param>
    public static void AddNames(this FieldValues values, AuditEvent source, int node, ObjectPath except)
    {
        var tree = source.Tree;
        for (var child = tree.IsObject(node) ? tree.FirstChild(node) : 0; child != 0; child = tree.NextChild(child))
        {
            if (!tree.IsNull(child) && !except.Contains(tree.Name(child)))
            {
                values.AddName(source, child);
            }
        }
    }

    /// <summary>Adds a reference to a service as <c>namespace/name</c>; adds nothing if it has no name.</summary>
    public static void AddServiceName(this FieldValues values, AuditEvent source, int reference)
    {
        var name = source.Tree.FindLast(reference, _name);
        if (source.Tree.FindLast(reference, _namespace) is var space and > 0 && name > 0)
        {
            values.AddJoined(source, space, "/"u8, name);
        }
        else
        {
            values.AddNode(source, name);
        }
    }

    /// <summary>Adds two values with a separator between them.</summary>
    public static void AddJoined(this FieldValues values, AuditEvent source, int first, ReadOnlySpan<byte> separator, int second)
    {
        if (source.Tree.Range(first) is { Length: > 0 } one && source.Tree.Range(second) is { Length: > 0 } other)
        {
            var maxLength = checked(JsonText.MaxLength(one.Of(source.Payload)) + separator.Length + JsonText.MaxLength(other.Of(source.Payload)));
            var text = new ComposedText(values.BeginText(maxLength), source.Payload);
            text.Append(one);
            text.Append(separator);
            text.Append(other);
            values.EndText(text.Length);
        }
    }

    /// <summary>Adds each member of an object as its name and its value.</summary>
    public static void AddPairs(this FieldValues values, AuditEvent source, int node)
    {
        for (var child = source.Tree.IsObject(node) ? source.Tree.FirstChild(node) : 0; child != 0; child = source.Tree.NextChild(child))
        {
            if (!source.Tree.IsNull(child))
            {
                values.AddPair(source, child);
            }
        }
    }

    /// <summary>Reads a whole number that is not negative.</summary>
    public static bool TryGetNumber(this AuditEvent source, int node, out ulong number) =>
        Numbers.TryRead(source.Tree.Range(node).Of(source.Payload), out number);

    /// <summary>Adds an object as JSON, also one whose members only the paths of a patch name.</summary>
    public static void AddObject(this FieldValues values, AuditEvent source, int node)
    {
        if (!source.Tree.IsExtended(node))
        {
            values.AddNode(source, node);
            return;
        }

        var target = values.BeginText(MaxLength(source, node));
        target[0] = (byte)'{';
        var length = 1;
        for (var child = source.Tree.FirstChild(node); child != 0; child = source.Tree.NextChild(child))
        {
            if (source.Tree.Range(child) is { Length: > 0 } range)
            {
                ","u8.CopyTo(target[length..]);
                length += length > 1 ? 1 : 0;
                length += JsonQuoting.Write(source.Tree.Name(child), target[length..]);
                target[length++] = (byte)':';
                length += WriteJson(range.Of(source.Payload), target[length..]);
            }
        }

        target[length++] = (byte)'}';
        values.EndText(length);
    }

    /// <summary>Adds <c>true</c> or <c>false</c>.</summary>
    public static void AddBoolean(this FieldValues values, bool value) => values.AddText(value ? "true"u8 : "false"u8);

    /// <summary>The text of a string of the changed object, valid until the next text is asked for; empty if the value is not a string.</summary>
    public static ReadOnlySpan<byte> StringOf(this AuditEvent source, int node) => source.Tree.IsString(node) ? source.TextOf(source.Tree.Range(node)) : [];

    /// <summary>Adds the text of a string unless it is empty, as a part of the event if it is one.</summary>
    public static void AddNonEmpty(this FieldValues values, AuditEvent source, ReadOnlySpan<byte> text)
    {
        if (!text.IsEmpty)
        {
            values.AddTextOf(source.Payload, text);
        }
    }

    // A string stays as it is written.
    private static int WriteJson(ReadOnlySpan<byte> value, Span<byte> target) =>
        value[0] == '"' ? JsonText.Repair(value, target) : JsonText.Write(value, target);

    private static int MaxLength(AuditEvent source, int node)
    {
        const int bracketsQuotesAndSeparators = 6;
        var length = bracketsQuotesAndSeparators;
        for (var child = source.Tree.FirstChild(node); child != 0; child = source.Tree.NextChild(child))
        {
            length = checked(length
                + bracketsQuotesAndSeparators
                + JsonQuoting.MaxLength(source.Tree.Name(child).Length)
                + JsonText.MaxRepairedLength(source.Tree.Range(child).Length));
        }

        return length;
    }
}

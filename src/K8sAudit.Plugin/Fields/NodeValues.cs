using System.Buffers.Text;
using FalcoPlugin.Json;
using FalcoPlugin.Sdk;

namespace K8sAudit.Plugin.Fields;

/// <summary>Adds values of the changed object to a field's values.</summary>
internal static class NodeValues
{
    /// <summary>Adds a value as text; an object or array that only the paths of a patch name has none.</summary>
    public static void AddNode(this FieldValues values, AuditEvent source, int node)
    {
        if (source.Tree.Range(node) is { Length: > 0 } range)
        {
            values.AddJson(source.Payload, range);
        }
    }

    /// <summary>Adds a member's name.</summary>
    public static void AddName(this FieldValues values, AuditEvent source, int node)
    {
        if (source.Tree.NameRange(node) is { Length: > 0 } range)
        {
            values.AddJson(source.Payload, range);
        }
        else
        {
            AddRepaired(values, source.Tree.Name(node));
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

    /// <summary>Adds a member as its name and its value: <c>name=value</c>.</summary>
    public static void AddPair(this FieldValues values, AuditEvent source, int member)
    {
        if (source.Tree.Range(member) is { Length: > 0 } range)
        {
            var name = source.Tree.Name(member);
            var target = values.BeginText(checked(JsonText.MaxRepairedLength(name.Length) + 1 + JsonText.MaxLength(range.Of(source.Payload))));
            var length = JsonText.Repair(name, target);
            target[length++] = (byte)'=';
            values.EndText(length + JsonText.Write(range.Of(source.Payload), target[length..]));
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
    public static bool TryGetNumber(this AuditEvent source, int node, out ulong number)
    {
        var text = source.Tree.Range(node).Of(source.Payload);
        return Utf8Parser.TryParse(text, out number, out var used) && used == text.Length;
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

    private static void AddRepaired(FieldValues values, ReadOnlySpan<byte> text) =>
        values.EndText(JsonText.Repair(text, values.BeginText(JsonText.MaxRepairedLength(text.Length))));
}

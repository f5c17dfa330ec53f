using FalcoPlugin.Json;
using FalcoPlugin.Sdk;
using K8sAudit.Plugin.Fields.Objects;

namespace K8sAudit.Plugin.Fields;

/// <summary>Adds a rule of a role as the text that <see cref="RoleRules"/> describes.</summary>
internal static class RoleRuleText
{
    private static readonly (ObjectPath Path, byte[] Label)[] _parts =
    [
        ("verbs/*", []),
        ("resources/*", []),
        ("nonResourceURLs/*", []),
        (Groups, "apiGroups="u8.ToArray()),
        ("resourceNames/*", "resourceNames="u8.ToArray()),
    ];

    private const string Groups = "apiGroups/*";

    /// <summary>Adds the text; adds nothing if the rule has no values.</summary>
    public static void Add(AuditEvent source, int rule, FieldValues values)
    {
        var maxLength = 0;
        foreach (var (path, label) in _parts)
        {
            maxLength = checked(maxLength + label.Length + 1 + MaxLength(source, rule, path));
        }

        var text = new ComposedText(values.BeginText(maxLength), source.Payload);
        foreach (var (path, label) in _parts)
        {
            if (path.Text != Groups || !IsCoreGroup(source, rule, path))
            {
                AppendPart(ref text, source, rule, path, label);
            }
        }

        if (text.Length > 0)
        {
            values.EndText(text.Length);
        }
    }

    // With a separator, and with the quotes that stand for an empty value.
    private static int MaxLength(AuditEvent source, int rule, ObjectPath path)
    {
        const int separatorAndQuotes = 3;
        var length = 0;
        foreach (var node in source.Tree.Find(rule, path))
        {
            length = checked(length
                + separatorAndQuotes
                + (source.Tree.Range(node) is { Length: > 0 } range ? JsonText.MaxLength(range.Of(source.Payload)) : 0));
        }

        return length;
    }

    private static bool IsCoreGroup(AuditEvent source, int rule, ObjectPath path)
    {
        var (count, isCore) = (0, false);
        foreach (var node in source.Tree.Find(rule, path))
        {
            count++;
            isCore = source.Tree.TextIs(node, ""u8);
        }

        return count == 1 && isCore;
    }

    private static void AppendPart(ref ComposedText text, AuditEvent source, int rule, ObjectPath path, byte[] label)
    {
        var isFirst = true;
        foreach (var node in source.Tree.Find(rule, path))
        {
            text.Append(!isFirst ? "|"u8 : text.Length > 0 ? " "u8 : ""u8);
            text.Append(isFirst ? label : []);
            isFirst = false;
            if (source.Tree.Range(node) is not { Length: > 0 } range || text.Append(range) == 0)
            {
                text.Append("\"\""u8);
            }
        }
    }
}

using FalcoPlugin.Sdk;
using K8sAudit.Plugin.Fields.Objects;

namespace K8sAudit.Plugin.Fields;

/// <summary>Extractors for what the rules of the changed role grant, with the wildcards that the API server knows.</summary>
internal static class RoleGrants
{
    private static readonly ObjectPath _rules = "rules/*";
    private static readonly ObjectPath _verbs = "verbs/*";
    private static readonly ObjectPath _resources = "resources/*";

    /// <summary>
    /// Whether one rule grants the verb on the resource that the key names, <c>verb/resource</c> or <c>verb/resource/subresource</c>. In the key <c>*</c> means
    /// the wildcard itself.
    /// </summary>
    public static FieldExtractor<AuditEvent> Of() =>
        (AuditEvent source, in FieldArgument argument, FieldValues values) =>
        {
            var split = argument.Key.IndexOf((byte)'/');
            if (!source.Changed.Is(ObjectFamily.Role) || split < 0 || source.Tree.FindLast(source.Changed.Root, _rules) == 0)
            {
                return;
            }

            var isGranted = false;
            foreach (var rule in source.Tree.Find(source.Changed.Root, _rules))
            {
                isGranted = isGranted || (HasVerb(source, rule, argument.Key[..split]) && HasResource(source, rule, argument.Key[(split + 1)..]));
            }

            values.AddBoolean(isGranted);
        };

    /// <summary><c>true</c> if a rule has the wildcard for verbs or for resources, otherwise <c>false</c> if there are rules.</summary>
    public static FieldExtractor<AuditEvent> Wildcard() =>
        (AuditEvent source, in FieldArgument _, FieldValues values) =>
        {
            if (!source.Changed.Is(ObjectFamily.Role) || source.Tree.FindLast(source.Changed.Root, _rules) == 0)
            {
                return;
            }

            var any = false;
            foreach (var rule in source.Tree.Find(source.Changed.Root, _rules))
            {
                any = any || HasVerb(source, rule, "*"u8) || HasResource(source, rule, "*"u8);
            }

            values.AddBoolean(any);
        };

    private static bool HasVerb(AuditEvent source, int rule, ReadOnlySpan<byte> verb)
    {
        foreach (var node in source.Tree.Find(rule, _verbs))
        {
            if (source.Tree.TextIs(node, verb) || source.Tree.TextIs(node, "*"u8))
            {
                return true;
            }
        }

        return false;
    }

    // "*" is every resource with every subresource, and "*/exec" the subresource of every resource.
    private static bool HasResource(AuditEvent source, int rule, ReadOnlySpan<byte> resource)
    {
        var subresource = resource.IndexOf((byte)'/') is var split and >= 0 ? resource[split..] : [];
        foreach (var node in source.Tree.Find(rule, _resources))
        {
            if (source.Tree.TextIs(node, resource) || source.Tree.TextIs(node, "*"u8)
                || (!subresource.IsEmpty && source.StringOf(node) is var text && text.StartsWith("*/"u8) && text[1..].SequenceEqual(subresource)))
            {
                return true;
            }
        }

        return false;
    }
}

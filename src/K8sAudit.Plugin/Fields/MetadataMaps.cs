using FalcoPlugin.Sdk;
using K8sAudit.Plugin.Fields.Objects;

namespace K8sAudit.Plugin.Fields;

/// <summary>Reads the labels or the annotations of the changed object.</summary>
/// <param name="path">Path to them in the object.</param>
internal sealed class MetadataMaps(ObjectPath path)
{
    /// <summary>The value of the one that the field's key names; the last one where a patch adds it twice.</summary>
    public FieldExtractor<AuditEvent> Value() =>
        (AuditEvent source, in FieldArgument argument, FieldValues values) =>
        {
            // For a node, an empty name stands for elements.
            if (argument.Key.IsEmpty)
            {
                return;
            }

            var found = 0;
            foreach (var map in source.Tree.Find(source.Changed.Root, path))
            {
                for (var member = source.Tree.First(map, argument.Key); member != 0; member = source.Tree.Next(member, argument.Key))
                {
                    found = member;
                }
            }

            if (found != 0)
            {
                values.AddNode(source, found);
            }
        };

    /// <summary>The keys.</summary>
    public FieldExtractor<AuditEvent> Keys() =>
        (AuditEvent source, in FieldArgument _, FieldValues values) =>
        {
            foreach (var map in source.Tree.Find(source.Changed.Root, path))
            {
                for (var member = source.Tree.IsObject(map) ? source.Tree.FirstChild(map) : 0; member != 0; member = source.Tree.NextChild(member))
                {
                    if (!source.Tree.IsNull(member))
                    {
                        values.AddName(source, member);
                    }
                }
            }
        };
}

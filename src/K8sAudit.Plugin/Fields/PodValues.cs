using FalcoPlugin.Sdk;
using K8sAudit.Plugin.Fields.Objects;

namespace K8sAudit.Plugin.Fields;

/// <summary>Extractors that read the same path in every specification of a pod in the changed object.</summary>
internal static class PodValues
{
    /// <summary>The last value at a path.</summary>
    public static FieldExtractor<AuditEvent> Last(ObjectPath path) =>
        (AuditEvent source, in FieldArgument _, FieldValues values) =>
        {
            var last = 0;
            foreach (var pod in source.Pods.All)
            {
                last = source.Tree.FindLast(pod.Node, path) is var node and > 0 ? node : last;
            }

            values.AddNode(source, last);
        };

    /// <summary><c>true</c> if a value at a path is; otherwise <c>false</c> if one is; otherwise no value.</summary>
    public static FieldExtractor<AuditEvent> AnyTrue(ObjectPath path) =>
        (AuditEvent source, in FieldArgument _, FieldValues values) =>
        {
            var found = 0;
            foreach (var pod in source.Pods.All)
            {
                foreach (var node in source.Tree.Find(pod.Node, path))
                {
                    var isBetter = source.Tree.FirstByte(node) is var first && (first == 't' || (first == 'f' && found == 0));
                    found = isBetter ? node : found;
                }
            }

            values.AddNode(source, found);
        };

    /// <summary>All values at some paths.</summary>
    public static FieldExtractor<AuditEvent> Of(params ObjectPath[] paths) =>
        (AuditEvent source, in FieldArgument _, FieldValues values) =>
        {
            foreach (var pod in source.Pods.All)
            {
                AddAll(source, pod.Node, paths, values);
            }
        };

    /// <summary>All values at some paths of each container.</summary>
    public static FieldExtractor<AuditEvent> OfContainers(params ObjectPath[] paths) =>
        (AuditEvent source, in FieldArgument _, FieldValues values) =>
        {
            foreach (var container in source.Pods.Containers)
            {
                AddAll(source, container.Node, paths, values);
            }
        };

    /// <summary>The names of the members of an object.</summary>
    public static FieldExtractor<AuditEvent> MemberNames(ObjectPath path, params string[] except)
    {
        ObjectPath exceptions = string.Join('/', except);
        return (AuditEvent source, in FieldArgument _, FieldValues values) =>
        {
            foreach (var pod in source.Pods.All)
            {
                foreach (var node in source.Tree.Find(pod.Node, path))
                {
                    AddNames(source, node, exceptions, values);
                }
            }
        };
    }

    /// <summary>Adds the names of an object's members whose values are not <c>null</c>.</summary>
    public static void AddNames(AuditEvent source, int node, ObjectPath except, FieldValues values)
    {
        var tree = source.Tree;
        for (var child = tree.IsObject(node) ? tree.FirstChild(node) : 0; child != 0; child = tree.NextChild(child))
        {
            if (!tree.IsNull(child) && !IsAny(tree, child, except))
            {
                values.AddName(source, child);
            }
        }
    }

    private static bool IsAny(ObjectTree tree, int member, ObjectPath names)
    {
        for (var i = 0; i < names.Length; i++)
        {
            if (tree.HasName(member, names[i]))
            {
                return true;
            }
        }

        return false;
    }

    private static void AddAll(AuditEvent source, int from, ObjectPath[] paths, FieldValues values)
    {
        foreach (var path in paths)
        {
            foreach (var node in source.Tree.Find(from, path))
            {
                values.AddNode(source, node);
            }
        }
    }
}

using FalcoPlugin.Json;
using FalcoPlugin.Sdk;
using K8sAudit.Plugin.Fields.Objects;

namespace K8sAudit.Plugin.Fields;

/// <summary>Extractors for what the pods in the changed object are, and where they run.</summary>
internal static class PodPlacement
{
    private static readonly ObjectPath _kind = "kind";
    private static readonly ObjectPath _name = "metadata/name";
    private static readonly ObjectPath _generateName = "metadata/generateName";
    private static readonly ObjectPath _ownerKind = "metadata/ownerReferences/*/kind";
    private static readonly ObjectPath _annotations = "annotations";
    private static readonly ObjectPath _toleration = "tolerations/*";
    private static readonly ObjectPath _key = "key";
    private static readonly ObjectPath _operator = "operator";

    /// <summary>The kind of the object: its own, or that of its resource if a patch has none.</summary>
    public static FieldExtractor<AuditEvent> Kind() =>
        (AuditEvent source, in FieldArgument _, FieldValues values) =>
        {
            if (source.Pods.All.IsEmpty)
            {
                return;
            }

            if (source.Tree.FindLast(source.Changed.Root, _kind) is var kind and > 0)
            {
                values.AddNode(source, kind);
            }
            else if (source.Changed.Type is { KindText: { Length: > 0 } text })
            {
                values.AddText(text);
            }
        };

    /// <summary>The name of the object: the given one, that of the response, or the prefix of one that the API server generates.</summary>
    public static FieldExtractor<AuditEvent> Name() =>
        (AuditEvent source, in FieldArgument _, FieldValues values) =>
        {
            if (source.Pods.All.IsEmpty)
            {
                return;
            }

            if (source.TryGet(AuditFields.TargetName, out var range))
            {
                values.AddJson(source.Payload, range);
            }
            else if (source.Tree.FindLast(source.Changed.Root, _name) is var name and > 0)
            {
                values.AddNode(source, name);
            }
            else
            {
                values.AddNode(source, source.Tree.FindLast(source.Changed.Root, _generateName));
            }
        };

    /// <summary>The kinds of the object's owners.</summary>
    public static FieldExtractor<AuditEvent> OwnerKinds() =>
        (AuditEvent source, in FieldArgument _, FieldValues values) =>
        {
            foreach (var kind in source.Tree.Find(source.Pods.All.IsEmpty ? 0 : source.Changed.Root, _ownerKind))
            {
                values.AddNode(source, kind);
            }
        };

    /// <summary><c>true</c> if a pod is the copy of a static pod; no value otherwise.</summary>
    public static FieldExtractor<AuditEvent> Mirror() =>
        (AuditEvent source, in FieldArgument _, FieldValues values) =>
        {
            foreach (var pod in source.Pods.All)
            {
                foreach (var annotations in source.Tree.Find(pod.Metadata, _annotations))
                {
                    if (source.Tree.First(annotations, "kubernetes.io/config.mirror"u8) != 0)
                    {
                        values.AddBoolean(true);
                        return;
                    }
                }
            }
        };

    /// <summary><c>true</c> if a pod tolerates the taint of control plane nodes, otherwise <c>false</c> if there are specifications of pods.</summary>
    public static FieldExtractor<AuditEvent> ToleratesControlPlane() => AnyToleration((source, toleration) =>
        ToleratesAll(source, toleration)
        || (source.Tree.FindLast(toleration, _key) is var key and > 0
            && (source.Tree.TextIs(key, "node-role.kubernetes.io/control-plane"u8) || source.Tree.TextIs(key, "node-role.kubernetes.io/master"u8))));

    /// <summary><c>true</c> if a pod tolerates all taints, otherwise <c>false</c> if there are specifications of pods.</summary>
    public static FieldExtractor<AuditEvent> ToleratesAll() => AnyToleration(ToleratesAll);

    private static bool ToleratesAll(AuditEvent source, int toleration) =>
        source.Tree.FindLast(toleration, _operator) is var exists and > 0 && source.Tree.TextIs(exists, "Exists"u8)
        && (source.Tree.FindLast(toleration, _key) is var key && (key == 0 || source.Tree.TextIs(key, ""u8)));

    private static FieldExtractor<AuditEvent> AnyToleration(Func<AuditEvent, int, bool> test) =>
        (AuditEvent source, in FieldArgument _, FieldValues values) =>
        {
            var (any, hasSpec) = (false, false);
            foreach (var pod in source.Pods.All)
            {
                hasSpec |= pod.Node != 0;
                foreach (var toleration in source.Tree.Find(pod.Node, _toleration))
                {
                    any = any || test(source, toleration);
                }
            }

            if (hasSpec)
            {
                values.AddBoolean(any);
            }
        };
}

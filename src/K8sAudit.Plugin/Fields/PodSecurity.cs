using FalcoPlugin.Sdk;
using K8sAudit.Plugin.Fields.Objects;

namespace K8sAudit.Plugin.Fields;

/// <summary>Extractors for the security profiles of the pods in the changed object, and of their containers.</summary>
internal static class PodSecurity
{
    private static readonly ObjectPath _annotations = "annotations";
    private static readonly ObjectPath _seLinux = "securityContext/seLinuxOptions";
    private static readonly ObjectPath _type = "type";
    private static readonly ObjectPath _user = "user";
    private static readonly ObjectPath _role = "role";
    private static readonly ObjectPath _hostProcess = "securityContext/windowsOptions/hostProcess";

    /// <summary>The types of the seccomp profiles; the values of the annotations that were used before.</summary>
    public static FieldExtractor<AuditEvent> Seccomp() =>
        Profiles(
            "securityContext/seccompProfile/type",
            "seccomp.security.alpha.kubernetes.io/pod"u8.ToArray(),
            "container.seccomp.security.alpha.kubernetes.io/"u8.ToArray());

    /// <summary>The types of the AppArmor profiles; the values of the annotations that were used before.</summary>
    public static FieldExtractor<AuditEvent> AppArmor() =>
        Profiles("securityContext/appArmorProfile/type", [], "container.apparmor.security.beta.kubernetes.io/"u8.ToArray());

    /// <summary>The SELinux types; users as <c>user:…</c> and roles as <c>role:…</c>.</summary>
    public static FieldExtractor<AuditEvent> SeLinux() =>
        (AuditEvent source, in FieldArgument _, FieldValues values) =>
        {
            foreach (var pod in source.Pods.All)
            {
                AddSeLinux(source, pod.Node, values);
            }

            foreach (var container in source.Pods.Containers)
            {
                AddSeLinux(source, container.Node, values);
            }
        };

    /// <summary><c>true</c> if a pod or a container runs as a process of a Windows host; otherwise <c>false</c> if one says that it does not.</summary>
    public static FieldExtractor<AuditEvent> WindowsHostProcess() =>
        (AuditEvent source, in FieldArgument _, FieldValues values) =>
        {
            var found = (byte)0;
            foreach (var pod in source.Pods.All)
            {
                AddFlag(source, pod.Node, ref found);
            }

            foreach (var container in source.Pods.Containers)
            {
                AddFlag(source, container.Node, ref found);
            }

            if (found != 0)
            {
                values.AddBoolean(found == 't');
            }
        };

    private static FieldExtractor<AuditEvent> Profiles(ObjectPath type, byte[] podAnnotation, byte[] containerAnnotation) =>
        (AuditEvent source, in FieldArgument _, FieldValues values) =>
        {
            foreach (var pod in source.Pods.All)
            {
                AddTypes(source, pod.Node, type, values);
            }

            foreach (var container in source.Pods.Containers)
            {
                AddTypes(source, container.Node, type, values);
            }

            foreach (var pod in source.Pods.All)
            {
                AddAnnotations(source, pod.Metadata, podAnnotation, containerAnnotation, values);
            }
        };

    private static void AddTypes(AuditEvent source, int from, ObjectPath type, FieldValues values)
    {
        foreach (var node in source.Tree.Find(from, type))
        {
            values.AddNode(source, node);
        }
    }

    private static void AddAnnotations(AuditEvent source, int metadata, ReadOnlySpan<byte> name, ReadOnlySpan<byte> prefix, FieldValues values)
    {
        var tree = source.Tree;
        foreach (var annotations in tree.Find(metadata, _annotations))
        {
            for (var child = tree.IsObject(annotations) ? tree.FirstChild(annotations) : 0; child != 0; child = tree.NextChild(child))
            {
                if (tree.Name(child).StartsWith(prefix) || (!name.IsEmpty && tree.HasName(child, name)))
                {
                    AddProfile(source, child, values);
                }
            }
        }
    }

    private static void AddProfile(AuditEvent source, int node, FieldValues values)
    {
        if (source.Tree.TextIs(node, "unconfined"u8))
        {
            values.AddText("Unconfined"u8);
        }
        else
        {
            values.AddNonEmpty(source, source.StringOf(node));
        }
    }

    private static void AddSeLinux(AuditEvent source, int from, FieldValues values)
    {
        foreach (var options in source.Tree.Find(from, _seLinux))
        {
            foreach (var type in source.Tree.Find(options, _type))
            {
                values.AddNode(source, type);
            }

            AddLabelled(source, options, _user, "user:"u8, values);
            AddLabelled(source, options, _role, "role:"u8, values);
        }
    }

    private static void AddLabelled(AuditEvent source, int from, ObjectPath path, ReadOnlySpan<byte> label, FieldValues values)
    {
        foreach (var node in source.Tree.Find(from, path))
        {
            values.AddLabelled(source, label, node);
        }
    }

    private static void AddFlag(AuditEvent source, int from, ref byte found)
    {
        foreach (var node in source.Tree.Find(from, _hostProcess))
        {
            var first = source.Tree.FirstByte(node);
            found = first == 't' || (first == 'f' && found == 0) ? first : found;
        }
    }
}

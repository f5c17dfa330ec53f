using FalcoPlugin.Sdk;
using K8sAudit.Plugin.Fields.Objects;

namespace K8sAudit.Plugin.Fields;

/// <summary>Extractors that compute something for each container of the changed object.</summary>
internal static class PodContainers
{
    private static readonly ObjectPath _image = "image";
    private static readonly ObjectPath _privileged = "securityContext/privileged";
    private static readonly ObjectPath _capability = "securityContext/capabilities/add/*";
    private static readonly ObjectPath _runAsUser = "securityContext/runAsUser";
    private static readonly ObjectPath _hostPort = "ports/*/hostPort";

    /// <summary>Whether a container has a property.</summary>
    public delegate bool Test(AuditEvent source, in Container container);

    /// <summary>The repositories of the images of a set of containers.</summary>
    public static FieldExtractor<AuditEvent> Repositories(ContainerSet set) =>
        Images(ImageReference.Repository, (AuditEvent _, in Container container) => (container.Set & set) != 0);

    /// <summary>The repositories of the images of the privileged containers.</summary>
    public static FieldExtractor<AuditEvent> PrivilegedRepositories() => Images(ImageReference.Repository, IsPrivileged);

    /// <summary>The repositories of the images of the containers that add a capability.</summary>
    public static FieldExtractor<AuditEvent> CapableRepositories() =>
        Images(ImageReference.Repository, (AuditEvent source, in Container container) => source.Tree.FindLast(container.Node, _capability) != 0);

    /// <summary>The last parts of the repositories of all images.</summary>
    public static FieldExtractor<AuditEvent> ImageNames() => Images(ImageReference.Name, (AuditEvent _, in Container _) => true);

    /// <summary>The registries of all images.</summary>
    public static FieldExtractor<AuditEvent> Registries() => Images(ImageReference.Registry, (AuditEvent _, in Container _) => true);

    /// <summary><c>true</c> if any container is privileged, otherwise <c>false</c> if there are containers.</summary>
    public static FieldExtractor<AuditEvent> AnyPrivileged() => Any(IsPrivileged);

    /// <summary><c>true</c> if any container has <c>true</c> at a path, otherwise <c>false</c> if there are containers.</summary>
    public static FieldExtractor<AuditEvent> AnyTrue(ObjectPath path) =>
        Any((AuditEvent source, in Container container) => HasTrue(source, container.Node, path));

    /// <summary>
    /// <c>true</c> if any container is set to run as user 0, by itself or by its pod, otherwise <c>false</c> if there are containers.
    /// </summary>
    public static FieldExtractor<AuditEvent> AnyRoot() =>
        (AuditEvent source, in FieldArgument _, FieldValues values) =>
        {
            var isRoot = false;
            foreach (var container in source.Pods.Containers)
            {
                isRoot |= source.Tree.FindLast(container.Node, _runAsUser) is var own and > 0
                    ? HasZero(source, container.Node)
                    : HasZero(source, container.Pod);
            }

            // A patch of a pod's security context alone.
            foreach (var pod in source.Pods.All)
            {
                isRoot |= source.Pods.Containers.IsEmpty && HasZero(source, pod.Node);
            }

            if (isRoot || !source.Pods.Containers.IsEmpty)
            {
                values.AddBoolean(isRoot);
            }
        };

    /// <summary>The host ports other than 0.</summary>
    public static FieldExtractor<AuditEvent> HostPorts() =>
        (AuditEvent source, in FieldArgument _, FieldValues values) =>
        {
            foreach (var container in source.Pods.Containers)
            {
                foreach (var port in source.Tree.Find(container.Node, _hostPort))
                {
                    if (source.Tree.FirstByte(port) is >= (byte)'1' and <= (byte)'9')
                    {
                        values.AddNode(source, port);
                    }
                }
            }
        };

    /// <summary>The capabilities that are added: upper case, without <c>CAP_</c>.</summary>
    public static FieldExtractor<AuditEvent> Capabilities() =>
        (AuditEvent source, in FieldArgument _, FieldValues values) =>
        {
            foreach (var container in source.Pods.Containers)
            {
                foreach (var capability in source.Tree.Find(container.Node, _capability))
                {
                    AddCapability(source, source.StringOf(capability), values);
                }
            }
        };

    private static bool IsPrivileged(AuditEvent source, in Container container) => HasTrue(source, container.Node, _privileged);

    private static bool HasTrue(AuditEvent source, int from, ObjectPath path)
    {
        foreach (var node in source.Tree.Find(from, path))
        {
            if (source.Tree.FirstByte(node) == 't')
            {
                return true;
            }
        }

        return false;
    }

    private static bool HasZero(AuditEvent source, int from)
    {
        foreach (var node in source.Tree.Find(from, _runAsUser))
        {
            if (source.Tree.Range(node) is { Length: 1 } && source.Tree.FirstByte(node) == '0')
            {
                return true;
            }
        }

        return false;
    }

    private static FieldExtractor<AuditEvent> Any(Test test) =>
        (AuditEvent source, in FieldArgument _, FieldValues values) =>
        {
            var any = false;
            foreach (ref readonly var container in source.Pods.Containers)
            {
                any = any || test(source, container);
            }

            if (!source.Pods.Containers.IsEmpty)
            {
                values.AddBoolean(any);
            }
        };

    private static FieldExtractor<AuditEvent> Images(Func<ReadOnlySpan<byte>, ReadOnlySpan<byte>> part, Test test) =>
        (AuditEvent source, in FieldArgument _, FieldValues values) =>
        {
            foreach (ref readonly var container in source.Pods.Containers)
            {
                if (!test(source, container))
                {
                    continue;
                }

                foreach (var image in source.Tree.Find(container.Node, _image))
                {
                    values.AddNonEmpty(source, part(source.StringOf(image)));
                }
            }
        };

    private static void AddCapability(AuditEvent source, ReadOnlySpan<byte> name, FieldValues values)
    {
        if (!name.ContainsAnyInRange((byte)'a', (byte)'z'))
        {
            values.AddNonEmpty(source, WithoutPrefix(name));
            return;
        }

        var upper = source.Scratch(name.Length);
        for (var i = 0; i < name.Length; i++)
        {
            upper[i] = name[i] is >= (byte)'a' and <= (byte)'z' ? (byte)(name[i] & ~0x20) : name[i];
        }

        values.AddNonEmpty(source, WithoutPrefix(upper));
    }

    private static ReadOnlySpan<byte> WithoutPrefix(ReadOnlySpan<byte> name) => name.StartsWith("CAP_"u8) ? name["CAP_"u8.Length..] : name;
}

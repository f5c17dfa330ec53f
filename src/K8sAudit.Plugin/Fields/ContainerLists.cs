using K8sAudit.Plugin.Fields.Objects;

namespace K8sAudit.Plugin.Fields;

/// <summary>The members of a pod's specification that hold containers.</summary>
internal static class ContainerLists
{
    private static readonly (ObjectPath Path, ContainerSet Set)[] _all =
    [
        ("containers/*", ContainerSet.Main),
        ("initContainers/*", ContainerSet.Init),
        ("ephemeralContainers/*", ContainerSet.Ephemeral),
    ];

    // Of Argo Workflows and of Tekton.
    private static readonly (ObjectPath Path, ContainerSet Set)[] _ofCustomResources =
    [
        .. _all,
        ("steps/*", ContainerSet.Main),
        ("sidecars/*", ContainerSet.Main),
        ("container", ContainerSet.Main),
        ("script", ContainerSet.Main),
        ("stepTemplate", ContainerSet.Main),
    ];

    /// <summary>Adds the containers of a pod.</summary>
    public static void AddAll(ObjectTree tree, int spec, PodSpecs target) => AddAll(tree, spec, target, _all);

    /// <summary>Adds the containers of what looks like the specification of a pod in a custom resource.</summary>
    public static void AddAllOfCustomResource(ObjectTree tree, int spec, PodSpecs target) => AddAll(tree, spec, target, _ofCustomResources);

    private static void AddAll(ObjectTree tree, int spec, PodSpecs target, (ObjectPath Path, ContainerSet Set)[] lists)
    {
        foreach (var (path, set) in lists)
        {
            foreach (var container in tree.Find(spec, path))
            {
                if (tree.IsObject(container))
                {
                    target.AddContainer(container, set);
                }
            }
        }
    }
}

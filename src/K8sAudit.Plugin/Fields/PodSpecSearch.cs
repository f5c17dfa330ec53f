using K8sAudit.Plugin.Fields.Objects;

namespace K8sAudit.Plugin.Fields;

/// <summary>
/// Finds what looks like the specification of a pod in a custom resource: Argo Workflows, Tekton tasks, Rollouts, deployment configurations …
/// </summary>
internal sealed class PodSpecSearch(ObjectTree tree)
{
    // The nesting of an event is limited, and that of patches, too.
    private const int MaxDepth = 700;

    private static readonly ObjectPath _metadata = "metadata";
    private static readonly ObjectPath _hostPath = "volumes/*/hostPath";

    private static readonly ObjectPath[] _lists = ["containers", "initContainers", "ephemeralContainers", "steps"];
    private static readonly ObjectPath[] _objects = ["container", "script"];
    private static readonly ObjectPath[] _booleans = ["hostNetwork", "hostPID", "hostIPC"];

    /// <summary>Adds every object at any depth that looks like the specification of a pod.</summary>
    public void FindAll(int root, PodSpecs target) => Find(root, parent: 0, depth: 0, target);

    private void Find(int node, int parent, int depth, PodSpecs target)
    {
        if (tree.IsObject(node) && LooksLikePodSpec(node))
        {
            target.Add(node, parent == 0 ? 0 : tree.FindLast(parent, _metadata));
            ContainerLists.AddAllOfCustomResource(tree, node, target);
        }

        if (depth < MaxDepth && (tree.IsObject(node) || tree.IsArray(node)))
        {
            for (var child = tree.FirstChild(node); child != 0; child = tree.NextChild(child))
            {
                Find(child, node, depth + 1, target);
            }
        }
    }

    private bool LooksLikePodSpec(int node) =>
        HasAny(node, _lists, static (tree, value) => tree.IsArray(value))
        || HasAny(node, _objects, static (tree, value) => tree.IsObject(value))
        || HasAny(node, _booleans, static (tree, value) => tree.FirstByte(value) is (byte)'t' or (byte)'f')
        || tree.FindLast(node, _hostPath) != 0;

    private bool HasAny(int node, ObjectPath[] members, Func<ObjectTree, int, bool> isOfType)
    {
        foreach (var path in members)
        {
            foreach (var value in tree.Find(node, path))
            {
                if (isOfType(tree, value))
                {
                    return true;
                }
            }
        }

        return false;
    }
}

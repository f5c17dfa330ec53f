using K8sAudit.Plugin.Fields.Objects;

namespace K8sAudit.Plugin.Fields;

/// <summary>
/// The specifications of pods in the changed object, and their containers: where its resource has them, and in a custom resource every object that looks like
/// one. They are found when the first field asks for them.
/// </summary>
/// <param name="source">The event.</param>
internal sealed class PodSpecs(AuditEvent source)
{
    private static readonly ObjectPath _spec = "spec";
    private static readonly ObjectPath _metadata = "metadata";

    private readonly ObjectTree _tree = source.Tree;
    private readonly PodSpecSearch _search = new(source.Tree);
    private PodSpec[] _all = new PodSpec[4];
    private int[] _nodes = new int[4];
    private Container[] _containers = new Container[16];
    private int[] _containerNodes = new int[16];
    private bool _isRead;
    private int _count;
    private int _containerCount;

    /// <summary>The specifications.</summary>
    public ReadOnlySpan<PodSpec> All
    {
        get
        {
            ReadOnce();
            return _all.AsSpan(0, _count);
        }
    }

    /// <summary>The containers of all of them.</summary>
    public ReadOnlySpan<Container> Containers
    {
        get
        {
            ReadOnce();
            return _containers.AsSpan(0, _containerCount);
        }
    }

    /// <summary>The nodes of <see cref="All"/>.</summary>
    public ReadOnlySpan<int> Nodes
    {
        get
        {
            ReadOnce();
            return _nodes.AsSpan(0, _count);
        }
    }

    /// <summary>The nodes of <see cref="Containers"/>.</summary>
    public ReadOnlySpan<int> ContainerNodes
    {
        get
        {
            ReadOnce();
            return _containerNodes.AsSpan(0, _containerCount);
        }
    }

    /// <summary>Begins another event.</summary>
    public void Reset() => _isRead = false;

    /// <summary>Adds a specification.</summary>
    /// <param name="spec">Its node.</param>
    /// <param name="metadata">The node of the pod's metadata; 0 if there is none.</param>
    public void Add(int spec, int metadata)
    {
        if (_count == _all.Length)
        {
            Array.Resize(ref _all, _count * 2);
            Array.Resize(ref _nodes, _count * 2);
        }

        _nodes[_count] = spec;
        _all[_count++] = new PodSpec(spec, metadata);
    }

    /// <summary>Adds a container of the specification that was added last.</summary>
    public void AddContainer(int node, ContainerSet set)
    {
        if (_containerCount == _containers.Length)
        {
            Array.Resize(ref _containers, _containerCount * 2);
            Array.Resize(ref _containerNodes, _containerCount * 2);
        }

        _containerNodes[_containerCount] = node;
        _containers[_containerCount++] = new Container(node, set, _all[_count - 1].Node);
    }

    private void ReadOnce()
    {
        if (!_isRead)
        {
            (_isRead, _count, _containerCount) = (true, 0, 0);
            Read();
        }
    }

    private void Read()
    {
        var type = source.Changed.Type;
        if (type?.PodTemplate is { } path)
        {
            foreach (var template in _tree.Find(source.Changed.Root, path))
            {
                AddTemplate(template);
            }
        }
        else if (type is { Family: ObjectFamily.Custom })
        {
            _search.FindAll(source.Changed.Root, this);
        }
    }

    private void AddTemplate(int template)
    {
        var metadata = _tree.FindLast(template, _metadata);
        foreach (var spec in _tree.Find(template, _spec))
        {
            Add(spec, metadata);
            ContainerLists.AddAll(_tree, spec, this);
        }

        // A patch of the annotations alone.
        if (metadata != 0 && _tree.FindLast(template, _spec) == 0)
        {
            Add(0, metadata);
        }
    }
}

/// <summary>A specification of a pod.</summary>
/// <param name="Node">Its node; 0 if a patch has none.</param>
/// <param name="Metadata">The node of the pod's metadata; 0 if there is none.</param>
internal readonly record struct PodSpec(int Node, int Metadata);

/// <summary>A container of a pod.</summary>
/// <param name="Node">Its node.</param>
/// <param name="Set">The list that it is in.</param>
/// <param name="Pod">The node of the pod's specification.</param>
internal readonly record struct Container(int Node, ContainerSet Set, int Pod);

/// <summary>The lists of a pod's containers.</summary>
[Flags]
internal enum ContainerSet
{
    Main = 1,
    Init = 2,
    Ephemeral = 4,
    All = Main | Init | Ephemeral,
}

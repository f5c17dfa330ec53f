using System.Buffers;
using System.Runtime.InteropServices;
using FalcoRules.Patterns;

namespace FalcoRules.Evaluation;

/// <summary>
/// <c>pmatch</c>: whether one of several paths is the value or a directory above it. The paths form a tree of their components, in which
/// components may have wildcards.
/// </summary>
internal sealed class PathPrefixMatcher : Matcher
{
    private readonly Node _root = new();
    private int _nodeCount = 1;

    /// <param name="paths">The paths; a trailing slash is ignored.</param>
    public PathPrefixMatcher(IEnumerable<byte[]> paths)
    {
        foreach (var path in paths)
        {
            Add(path);
        }
    }

    /// <inheritdoc/>
    public override bool Matches(EventValues values, ValueSource source, int index)
    {
        var node = _root;
        var path = source.Bytes(values, index);
        while (!node.IsEnd && node.Patterns.Count == 0)
        {
            if (!TakeComponent(ref path, out var component) || !node.Names.TryGetValue(component, out node))
            {
                return false;
            }
        }

        return node.IsEnd || MatchesBranches(node, path);
    }

    // A node is at a fixed depth and so is compared with one component of the path: each is visited at most once, and no recursion is as deep as a path.
    private bool MatchesBranches(Node first, ReadOnlySpan<byte> path)
    {
        var pending = ArrayPool<(Node Node, int Start)>.Shared.Rent(_nodeCount);
        pending[0] = (first, 0);
        var count = 1;
        var matches = false;
        while (count > 0 && !matches)
        {
            var (node, start) = pending[--count];
            matches = node.IsEnd;
            var rest = path[start..];
            if (matches || !TakeComponent(ref rest, out var component))
            {
                continue;
            }

            start = path.Length - rest.Length;
            if (node.Names.TryGetValue(component, out var child))
            {
                pending[count++] = (child, start);
            }

            foreach (var (pattern, branch) in node.Patterns)
            {
                if (pattern.Matches(component))
                {
                    pending[count++] = (branch, start);
                }
            }
        }

        ArrayPool<(Node Node, int Start)>.Shared.Return(pending);
        return matches;
    }

    private static bool TakeComponent(ref ReadOnlySpan<byte> path, out ReadOnlySpan<byte> component)
    {
        path = path.TrimStart((byte)'/');
        var length = path.IndexOf((byte)'/');
        component = length < 0 ? path : path[..length];
        path = path[component.Length..];
        return !component.IsEmpty;
    }

    private void Add(ReadOnlySpan<byte> path)
    {
        var node = _root;
        while (TakeComponent(ref path, out var component))
        {
            node = node.GetOrAdd(component, out var isKnown);
            _nodeCount += isKnown ? 0 : 1;
        }

        node.IsEnd = true;
    }

    private sealed class Node
    {
        private readonly Dictionary<byte[], Node> _names = new(BytesComparer.Instance);
        private readonly Dictionary<byte[], Node> _patterns = new(BytesComparer.Instance);

        public Node() => Names = _names.GetAlternateLookup<ReadOnlySpan<byte>>();

        public bool IsEnd { get; set; }

        public Dictionary<byte[], Node>.AlternateLookup<ReadOnlySpan<byte>> Names { get; }

        public List<(Glob Pattern, Node Child)> Patterns { get; } = [];

        public Node GetOrAdd(ReadOnlySpan<byte> component, out bool isKnown)
        {
            var isPattern = Glob.IsPattern(component);
            ref var node = ref CollectionsMarshal.GetValueRefOrAddDefault(isPattern ? _patterns : _names, component.ToArray(), out isKnown);
            node ??= new Node();
            if (isPattern && !isKnown)
            {
                Patterns.Add((new Glob(component, ignoreCase: false), node));
            }

            return node;
        }
    }
}

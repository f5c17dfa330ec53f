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

    /// <param name="paths">The paths; a trailing slash is ignored.</param>
    public PathPrefixMatcher(IEnumerable<byte[]> paths)
    {
        foreach (var path in paths)
        {
            Add(path);
        }
    }

    /// <inheritdoc/>
    public override bool Matches(EventValues values, ValueSource source, int index) => Matches(_root, source.Bytes(values, index));

    private static bool Matches(Node node, ReadOnlySpan<byte> path)
    {
        while (!node.IsEnd)
        {
            if (!TakeComponent(ref path, out var component))
            {
                return false;
            }

            foreach (var (pattern, child) in node.Patterns)
            {
                if (Glob.Matches(pattern, component, ignoreCase: false) && Matches(child, path))
                {
                    return true;
                }
            }

            if (!node.Names.TryGetValue(component, out var next))
            {
                return false;
            }

            node = next;
        }

        return true;
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
            node = node.GetOrAdd(component);
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

        public List<(byte[] Pattern, Node Child)> Patterns { get; } = [];

        public Node GetOrAdd(ReadOnlySpan<byte> component)
        {
            var isPattern = Glob.IsPattern(component);
            ref var node = ref CollectionsMarshal.GetValueRefOrAddDefault(isPattern ? _patterns : _names, component.ToArray(), out var isKnown);
            node ??= new Node();
            if (isPattern && !isKnown)
            {
                Patterns.Add((component.ToArray(), node));
            }

            return node;
        }
    }
}

namespace K8sAudit.Plugin.Events.Wrappers;

/// <summary>
/// The wrappers around what is read at the moment, from the outermost, and the cluster that one of them names. An event that is read from wrappers gets a
/// member <c>k8saudit</c> with both, from which <c>ka.source.wrapper</c> and <c>ka.cluster.name</c> read them.
/// </summary>
internal sealed class WrapperFacts
{
    /// <summary>The maximum number of wrappers in each other.</summary>
    public const int MaxDepth = 6;

    // The name of a cluster of any provider is shorter.
    private const int MaxClusterLength = 256;

    private const int MaxMemberLength = MaxClusterLength + 64 + MaxDepth * 24;

    private readonly byte[][] _names = new byte[MaxDepth][];
    private readonly byte[] _cluster = new byte[MaxClusterLength];
    private readonly byte[] _member = new byte[MaxMemberLength];
    private int _clusterLength;
    private int _clusterDepth;

    /// <summary>The number of wrappers.</summary>
    public int Depth { get; private set; }

    /// <summary>Enters a wrapper.</summary>
    /// <param name="name">Its name; empty if it is not to be named.</param>
    /// <param name="cluster">The content of a JSON string that names the cluster; empty if it names none.</param>
    public void Enter(byte[] name, ReadOnlySpan<byte> cluster)
    {
        _names[Depth++] = name;
        if (_clusterLength == 0 && cluster.Length is > 0 and <= MaxClusterLength && !cluster.Contains((byte)'\\'))
        {
            cluster.CopyTo(_cluster);
            (_clusterLength, _clusterDepth) = (cluster.Length, Depth);
        }
    }

    /// <summary>Leaves the innermost wrapper.</summary>
    public void Leave()
    {
        if (_clusterDepth == Depth)
        {
            (_clusterLength, _clusterDepth) = (0, 0);
        }

        Depth--;
    }

    /// <summary>The member with which an object ends instead of its closing brace.</summary>
    /// <param name="wrapper">The range of the names of the wrappers, with quotes.</param>
    /// <param name="cluster">The range of the name of the cluster, with quotes; empty if there is none.</param>
    public ReadOnlySpan<byte> Member(out (int Start, int Length) wrapper, out (int Start, int Length) cluster)
    {
        var length = 0;
        Append(",\"k8saudit\":{\"wrapper\":"u8, ref length);
        wrapper.Start = length;
        Append("\""u8, ref length);
        var first = length;
        for (var i = 0; i < Depth; i++)
        {
            Append(length > first && _names[i].Length > 0 ? "/"u8 : default, ref length);
            Append(_names[i], ref length);
        }

        Append(length == first ? "list"u8 : default, ref length);
        Append("\""u8, ref length);
        wrapper.Length = length - wrapper.Start;
        cluster = default;
        if (_clusterLength > 0)
        {
            Append(",\"cluster\":"u8, ref length);
            cluster.Start = length;
            Append("\""u8, ref length);
            Append(_cluster.AsSpan(0, _clusterLength), ref length);
            Append("\""u8, ref length);
            cluster.Length = length - cluster.Start;
        }

        Append("}}"u8, ref length);
        return _member.AsSpan(0, length);
    }

    private void Append(ReadOnlySpan<byte> text, ref int length)
    {
        text.CopyTo(_member.AsSpan(length));
        length += text.Length;
    }
}

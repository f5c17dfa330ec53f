using System.Text;
using K8sAudit.Plugin.Fields.Objects;

namespace K8sAudit.Plugin.Fields;

/// <summary>A resource whose objects have fields.</summary>
/// <param name="Family">The fields.</param>
/// <param name="Resource">The resource's name in a request.</param>
/// <param name="Kind">The kind of its objects.</param>
/// <param name="Groups">Its API groups; the core group is empty.</param>
internal sealed record ResourceType(ObjectFamily Family, string Resource, string Kind, params string[] Groups)
{
    private readonly byte[] _resource = Encoding.UTF8.GetBytes(Resource);
    private readonly byte[][] _groups = [.. Groups.Select(Encoding.UTF8.GetBytes)];
    private readonly byte[][] _subresources = [];

    /// <summary>The kind, as UTF-8.</summary>
    public byte[] KindText { get; } = Encoding.UTF8.GetBytes(Kind);

    /// <summary>Where its objects have their pod template; null if they have none.</summary>
    public ObjectPath? PodTemplate { get; init; }

    /// <summary>The subresources whose objects are of the same shape.</summary>
    public string[] Subresources
    {
        init => _subresources = [.. value.Select(Encoding.UTF8.GetBytes)];
    }

    public bool IsResource(ReadOnlySpan<byte> resource, ReadOnlySpan<byte> group) => resource.SequenceEqual(_resource) && Contains(_groups, group);

    public bool HasSubresource(ReadOnlySpan<byte> subresource) => subresource.IsEmpty || Contains(_subresources, subresource);

    private static bool Contains(byte[][] all, ReadOnlySpan<byte> text)
    {
        foreach (var one in all)
        {
            if (text.SequenceEqual(one))
            {
                return true;
            }
        }

        return false;
    }
}

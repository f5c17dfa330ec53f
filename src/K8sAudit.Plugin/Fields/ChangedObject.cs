using FalcoPlugin.Json;
using K8sAudit.Plugin.Fields.Objects;

namespace K8sAudit.Plugin.Fields;

/// <summary>
/// The object that a create, update or patch request leaves behind. It is found when the first field asks for it.
/// <list type="bullet">
/// <item>If the request succeeds and the response is the object, it is the response, which also has what admission webhooks changed.</item>
/// <item>Otherwise it is the request: an object, a patch of the same shape (merge, strategic merge, apply), or a JSON patch.</item>
/// </list>
/// A response as a table or as metadata alone, which the client can choose, is not the object.
/// </summary>
/// <param name="source">The event.</param>
internal sealed class ChangedObject(AuditEvent source)
{
    private static readonly ObjectPath _kind = "kind";
    private static readonly ObjectPath _apiVersion = "apiVersion";

    private readonly JsonPatch _patch = new(source.Tree);
    private readonly byte[] _resource = new byte[MaxName];
    private ResourceType? _type;
    private bool _isRead;
    private bool _hasSubresource;
    private int _root;

    // Longer than the names of resources can be.
    private const int MaxName = 256;

    /// <summary>The node of the object; 0 if there is none.</summary>
    public int Root
    {
        get
        {
            ReadOnce();
            return _root;
        }
    }

    /// <summary>The resource of the object; null if there is no object.</summary>
    public ResourceType? Type
    {
        get
        {
            ReadOnce();
            return _type;
        }
    }

    /// <summary>Whether the request is about a subresource.</summary>
    public bool HasSubresource
    {
        get
        {
            ReadOnce();
            return _hasSubresource;
        }
    }

    /// <summary>Whether there is an object with the fields of a family.</summary>
    public bool Is(ObjectFamily family) => Type?.Family == family;

    /// <summary>The node of the object, if it has the fields of a family; otherwise none.</summary>
    public ReadOnlySpan<int> NodesOf(ObjectFamily family) => Is(family) ? new ReadOnlySpan<int>(in _root) : [];

    /// <summary>The node of the object, if it is a scale or may have a scale as its subresource; otherwise none.</summary>
    public ReadOnlySpan<int> ScaledNodes =>
        Type?.Family is ObjectFamily.Scale or ObjectFamily.Pod or ObjectFamily.Custom ? new ReadOnlySpan<int>(in _root) : [];

    /// <summary>Begins another event.</summary>
    public void Reset() => _isRead = false;

    private void ReadOnce()
    {
        if (!_isRead)
        {
            Read();
        }
    }

    private void Read()
    {
        (_isRead, _root, _type, _hasSubresource) = (true, 0, null, false);
        if (!IsChange() || !source.TryGet(AuditFields.TargetResource, out var resource))
        {
            return;
        }

        source.LoadTree();
        _root = FindResponse() is var response and > 0 ? response : FindRequest();
        if (_root != 0)
        {
            _type = FindType(resource);
        }
    }

    private bool IsChange()
    {
        if (!source.TryGet(AuditFields.Verb, out var verb))
        {
            return false;
        }

        var text = source.TextOf(verb);
        return text.SequenceEqual("create"u8) || text.SequenceEqual("update"u8) || text.SequenceEqual("patch"u8);
    }

    private int FindResponse()
    {
        if (!source.TryGet(AuditFields.ResponseObject, out var response) || !response.IsObject(source.Payload)
            || !source.TryGet(AuditFields.ResponseCode, out var code) || source.Payload[code.Start] != '2')
        {
            return 0;
        }

        var node = source.Tree.AddValue(response);
        return source.Tree.FindLast(node, _kind) is var kind and > 0 && !source.Tree.TextIs(kind, "Status"u8) && !IsMeta(node) ? node : 0;
    }

    // Table, PartialObjectMetadata and lists of them.
    private bool IsMeta(int node) =>
        source.Tree.FindLast(node, _apiVersion) is var version and > 0 && source.TextOf(source.Tree.Range(version)).StartsWith("meta.k8s.io/"u8);

    private int FindRequest()
    {
        if (!source.TryGet(AuditFields.RequestObject, out var request))
        {
            return 0;
        }

        return source.Payload[request.Start] switch
        {
            (byte)'{' => source.Tree.AddValue(request),
            (byte)'[' => _patch.Read(source.Payload, request),
            _ => 0,
        };
    }

    private ResourceType? FindType(JsonRange resource)
    {
        var name = source.TextOf(resource);
        if (name.Length > MaxName)
        {
            return null;
        }

        name.CopyTo(_resource);
        var length = name.Length;
        var group = source.TryGet(AuditFields.TargetGroup, out var range) ? source.TextOf(range) : [];
        var type = ResourceTypes.Of(_resource.AsSpan(0, length), group);
        var subresource = source.TryGet(AuditFields.TargetSubresource, out range) ? source.TextOf(range) : [];
        _hasSubresource = !subresource.IsEmpty;
        type = subresource.SequenceEqual("scale"u8) ? ResourceTypes.Scale : type;
        return type.HasSubresource(subresource) ? type : null;
    }
}

using System.Runtime.InteropServices;
using FalcoPlugin.Json;
using FalcoPlugin.Sdk;
using K8sAudit.Plugin.Fields.Objects;

namespace K8sAudit.Plugin.Fields;

/// <summary>
/// The audit event whose fields are read. It is decoded once, when the first field asks, or not at all where the source noted what it found; after that a
/// field is a look-up and a copy.
/// What is not an audit event (not JSON, or without an <c>auditID</c> that is a string) has no values.
/// </summary>
public sealed class AuditEvent : IDecodedEvent
{
    private readonly JsonPathReader _reader = new(AuditFields.Paths);
    private readonly JsonPathReader _onDemand = new(AuditFields.OnDemandPaths);
    private readonly JsonMembers _members = new();
    private PluginEvent _source;
    private bool _isRead;
    private bool _isOnDemandRead;
    private byte[] _text = new byte[1024];
    private byte[] _bytes = new byte[1024];

    /// <summary>Creates an event without content.</summary>
    public AuditEvent() => (Changed, Pods) = (new ChangedObject(this), new PodSpecs(this));

    /// <summary>Finds values by JSON pointer.</summary>
    internal JsonPointerMatches PointerMatches { get; } = new();

    /// <summary>Finds what patches remove.</summary>
    internal RemovedPointers RemovedPointers { get; } = new();

    /// <summary>The event's JSON.</summary>
    internal ReadOnlySpan<byte> Payload => _source.Payload;

    /// <inheritdoc/>
    public void Load(in PluginEvent source)
    {
        _source = source;
        _isRead = false;
        _isOnDemandRead = false;
        Changed.Reset();
        Pods.Reset();
    }

    /// <summary>The values of the changed object.</summary>
    internal ObjectTree Tree { get; } = new();

    /// <summary>The object that the request leaves behind.</summary>
    internal ChangedObject Changed { get; }

    /// <summary>The specifications of pods in that object.</summary>
    internal PodSpecs Pods { get; }

    /// <summary>The requests whose start was read, for events of which <see cref="IsFirst"/> is not known. It outlives the event.</summary>
    internal StartedRequests Started { get; } = new();

    /// <summary>Whether it is the first event about its request, as its source says; null if there is no field index to say so.</summary>
    internal bool? IsFirst { get; private set; }

    /// <summary>Begins a tree of this event's values.</summary>
    internal void LoadTree() => Tree.Load(_source);

    /// <summary>Where a path's values stand.</summary>
    internal JsonRanges Ranges(int path)
    {
        ReadOnce();
        return _reader.Ranges(path);
    }

    /// <summary>Where a path's first value stands; false where it has none.</summary>
    internal bool TryGet(int path, out JsonRange place)
    {
        ReadOnce();
        return _reader.TryGetFirst(path, out place);
    }

    /// <summary>The text of a path's first value; false where it has none, or the value is not a string.</summary>
    internal bool TryGetString(int path, out ReadOnlySpan<byte> text)
    {
        var isString = TryGet(path, out var range) && range.IsString(Payload);
        text = isString ? TextOf(range) : default;
        return isString;
    }

    /// <summary>Where the first value of a path of <see cref="AuditFields.OnDemandPaths"/> stands; false where it has none.</summary>
    internal bool TryGetOnDemand(int path, out JsonRange range)
    {
        ReadOnDemand();
        return _onDemand.TryGetFirst(path, out range);
    }

    /// <summary>The member of an object; false where the value is not an object or has no such member.</summary>
    internal bool TryFindMember(JsonRange source, ReadOnlySpan<byte> name, out JsonRange member) =>
        JsonMember.TryFind(Payload, source, name, ref _text, out member);

    /// <summary>A value's text; valid until the next call.</summary>
    internal ReadOnlySpan<byte> TextOf(JsonRange place) => JsonText.Read(place.Of(Payload), ref _text);

    /// <summary>An object's members; valid until the next call.</summary>
    internal JsonMembers MembersOf(JsonRange place)
    {
        _members.Read(Payload, place);
        return _members;
    }

    /// <summary>A buffer for the bytes of a value; valid until the next call.</summary>
    internal Span<byte> Scratch(int length)
    {
        if (_bytes.Length < length)
        {
            _bytes = new byte[Math.Max(length, _bytes.Length * 2)];
        }

        return _bytes.AsSpan(0, length);
    }

    private void ReadOnce()
    {
        if (!_isRead)
        {
            Read();
        }
    }

    private void Read()
    {
        _isRead = true;
        if (Find() && !(_reader.TryGetFirst(AuditFields.AuditId, out var id) && id.IsString(Payload)))
        {
            _reader.Clear();
        }
    }

    private void ReadOnDemand()
    {
        if (_isOnDemandRead)
        {
            return;
        }

        _isOnDemandRead = true;
        _onDemand.Clear();
        if (TryGet(AuditFields.AuditId, out var _))
        {
            _onDemand.Read(Payload);
        }
    }

    private bool Find()
    {
        var offsets = MemoryMarshal.Cast<byte, FieldOffset>(_source.FieldIndex);
        IsFirst = offsets.IsEmpty ? null : !LaterEventMark.TryRemove(ref offsets);
        if (offsets.IsEmpty)
        {
            return _reader.Read(Payload);
        }

        _reader.Load(offsets);
        return true;
    }
}

using FalcoPlugin.Abi;

namespace FalcoPlugin.Sdk.Hosting;

/// <summary>
/// Tells whether the host asks about the event that is remembered. Event numbers start again with each capture and memory is used again,
/// so beside number and place the header and both ends of the payload are compared: an audit event's id stands among them.
/// </summary>
internal unsafe struct EventIdentity
{
    private const int HeadLength = 192;
    private const int TailLength = 64;

    private byte* _event;
    private ulong _number;
    private int _length;
    private fixed byte _head[HeadLength];
    private fixed byte _tail[TailLength];

    /// <summary>Whether <paramref name="input"/> is what was remembered.</summary>
    public readonly bool Is(EventInput* input)
    {
        if (_event == null || input->Event != _event || input->Number != _number || EventLayout.TotalLength(_event) != (uint)_length)
        {
            return false;
        }

        fixed (byte* head = _head, tail = _tail)
        {
            var tailLength = Math.Min(_length, TailLength);
            return new ReadOnlySpan<byte>(_event, Math.Min(_length, HeadLength)).SequenceEqual(new ReadOnlySpan<byte>(head, Math.Min(_length, HeadLength)))
                && new ReadOnlySpan<byte>(_event + _length - tailLength, tailLength).SequenceEqual(new ReadOnlySpan<byte>(tail, tailLength));
        }
    }

    /// <summary>Remembers an event.</summary>
    public void Remember(EventInput* input)
    {
        _event = input->Event;
        _number = input->Number;
        _length = (int)Math.Min(EventLayout.TotalLength(_event), int.MaxValue);
        fixed (byte* head = _head, tail = _tail)
        {
            var tailLength = Math.Min(_length, TailLength);
            new ReadOnlySpan<byte>(_event, Math.Min(_length, HeadLength)).CopyTo(new Span<byte>(head, HeadLength));
            new ReadOnlySpan<byte>(_event + _length - tailLength, tailLength).CopyTo(new Span<byte>(tail, TailLength));
        }
    }

    /// <summary>Remembers none.</summary>
    public void Forget() => _event = null;
}

using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using FalcoPlugin.Abi;
using FalcoPlugin.Sdk.Memory;
using FalcoPlugin.Sdk.Messages;

namespace FalcoPlugin.Sdk.Hosting;

/// <summary>
/// The field extraction of one plugin handle: the current event, decoded, and everything that was extracted from it. A field that is extracted again with the
/// same argument gets the same values. So all values of an event stay valid, and the memory is bounded by the fields and arguments that differ.
/// </summary>
internal sealed unsafe class Extraction<TEvent> : IDisposable
    where TEvent : class, IDecodedEvent, new()
{
    private const long NoField = -1;

    private readonly TEvent _decoded = new();
    private readonly FieldValues _values = new();
    private readonly ExtractedArguments _withArguments = new();
    private readonly ValueOffsetsBuffer _offsets = new();
    private readonly Field<TEvent>[] _fields;
    private readonly bool[] _reported;
    private readonly PluginLog _log;

    // One entry for each field, for its extraction without argument.
    private ExtractedField* _extracted;

    // A default FieldArgument. As a local variable it would be cleared in each call.
    private void* _noArgument;
    private EventIdentity _identity;

    // Grows with each event.
    private long _event;

    // Whether the host asks for value offsets: most hosts never do, others always.
    private bool _keepsOffsets;

    // Which of the call's fields is being extracted, so that one try block is enough for all.
    private long _current = NoField;

    public Extraction(Field<TEvent>[] fields, PluginLog log)
    {
        _fields = fields;
        _reported = new bool[fields.Length];
        _log = log;
        _noArgument = NativeMemory.AllocZeroed((nuint)Unsafe.SizeOf<FieldArgument>());
        _extracted = (ExtractedField*)NativeMemory.AllocZeroed((nuint)fields.Length, (nuint)sizeof(ExtractedField));
    }

    /// <summary>Answers one <c>plugin_extract_fields</c> call.</summary>
    /// <param name="input">The event.</param>
    /// <param name="request">The fields.</param>
    /// <param name="lastBatch">The events that the host received last; null if there are none.</param>
    /// <exception cref="Exception">The extraction of a field failed; <see cref="TryResume"/> extracts the rest.</exception>
    /// <remarks>Called dozens of times for each event. Without the attribute it depends on the rest of the plugin whether it is inlined.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Extract(EventInput* input, ExtractInput* request, EventBatch? lastBatch = null)
    {
        if (!_identity.Matches(input))
        {
            Load(input, lastBatch);
        }

        ExtractFrom(0, request);
    }

    /// <summary>Continues after a field whose extraction failed. That field has no value.</summary>
    /// <param name="request">The fields.</param>
    /// <param name="failure">What was thrown; receives what was thrown last.</param>
    /// <returns>False if the call failed and not one of its fields.</returns>
    public bool TryResume(ExtractInput* request, ref Exception failure)
    {
        while (true)
        {
            if (_current == NoField || request->Fields[_current].FieldId >= (uint)_fields.Length)
            {
                return false;
            }

            DropCurrent(request->Fields + _current, failure);
            if (TryExtractFrom((uint)_current + 1, request) is not { } next)
            {
                return true;
            }

            failure = next;
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        NativeMemory.Free(_extracted);
        NativeMemory.Free(_noArgument);
        _extracted = null;
        _noArgument = null;
        _values.Free();
        _offsets.Free();
        (_decoded as IDisposable)?.Dispose();
    }

    // Removed first, so that an event that cannot be loaded is not mistaken for the previous one.
    private void Load(EventInput* input, EventBatch? lastBatch)
    {
        _current = NoField;
        HostMistakes.ThrowIfNull(input->Event, Symbols.ExtractFields, "evt->evt");
        _identity.Clear();
        ReadOnlySpan<byte> fieldIndex = default;
        var isInBatch = lastBatch is not null && lastBatch.TryFind(input->Event, out fieldIndex);
        var source = EventReader.Read(input, fieldIndex);
        _withArguments.BeginEvent(++_event);
        _values.BeginEvent(source.PayloadLength);
        _decoded.Load(source);
        _identity.Store(input, isInBatch ? lastBatch : null);
    }

    private void DropCurrent(ExtractField* asked, Exception failure)
    {
        _values.DropField();
        Report(asked->FieldId, failure);
        Find(asked) = new ExtractedField { Event = _event };
        asked->Result = null;
        asked->ResultLength = 0;
    }

    private Exception? TryExtractFrom(uint first, ExtractInput* request)
    {
        try
        {
            ExtractFrom(first, request);
            return null;
        }
        catch (Exception failure)
        {
            return failure;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void ExtractFrom(uint first, ExtractInput* request)
    {
        if (request->Fields == null && request->FieldCount > 0)
        {
            _current = NoField;
            throw HostMistakes.NullArgument(Symbols.ExtractFields, "in->fields");
        }

        var (fields, values) = (_fields, _values);
        ref readonly var none = ref Unsafe.AsRef<FieldArgument>(_noArgument);
        for (var i = first; i < request->FieldCount; i++)
        {
            _current = i;
            var asked = request->Fields + i;
            var id = asked->FieldId;
            if (id >= (uint)fields.Length)
            {
                throw HostMistakes.NoSuchField(id, fields.Length);
            }

            if (asked->ArgumentPresent != 0)
            {
                ExtractWithArgument(fields[id], asked);
                continue;
            }

            var extracted = _extracted + id;
            if (extracted->Event != _event)
            {
                var field = fields[id];
                values.BeginField();
                field.Extract(_decoded, in none, values);
                Finish(field, values, extracted, asked);
                continue;
            }

            asked->Result = extracted->Result;
            asked->ResultLength = extracted->Count;
        }

        if (request->Offsets != null)
        {
            WriteOffsets(request);
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void ExtractWithArgument(Field<TEvent> field, ExtractField* asked)
    {
        var values = _values;
        values.BeginField();
        fixed (ExtractedField* extracted = &_withArguments.Find(asked, KeyOf(asked), values))
        {
            if (extracted->Event != _event)
            {
                field.Extract(_decoded, new FieldArgument(isPresent: true, asked->ArgumentIndex, KeyOf(asked)), values);
                Finish(field, values, extracted, asked);
            }

            asked->Result = extracted->Result;
            asked->ResultLength = extracted->Count;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Finish(Field<TEvent> field, FieldValues values, ExtractedField* target, ExtractField* asked)
    {
        var count = (uint)values.Count;
        if (count > 1 && !field.IsList)
        {
            throw ExtractorMistakes.SeveralValues(count);
        }

        var result = values.FinishField(field.Type);
        target->Event = _event;
        target->Result = asked->Result = result;
        target->Count = asked->ResultLength = count;
        if (_keepsOffsets)
        {
            target->Offsets = values.Offsets;
            target->Lengths = values.Lengths;
        }
    }

    private ref ExtractedField Find(ExtractField* asked)
    {
        if (asked->ArgumentPresent == 0)
        {
            return ref _extracted[asked->FieldId];
        }

        return ref _withArguments.Find(asked, KeyOf(asked), _values);
    }

    private static ReadOnlySpan<byte> KeyOf(ExtractField* asked) => asked->ArgumentKey == null ? default : NativeText.Span(asked->ArgumentKey);

    private void WriteOffsets(ExtractInput* request)
    {
        _current = NoField;
        if (!_keepsOffsets)
        {
            KeepOffsets(request);
        }
        else if (request->FieldCount == 1)
        {
            ref var field = ref Find(request->Fields);
            request->Offsets->Start = field.Offsets;
            request->Offsets->Length = field.Lengths;
        }
        else
        {
            WriteAllOffsets(request);
        }
    }

    // The values that were extracted without offsets stay valid, and are extracted again.
    private void KeepOffsets(ExtractInput* request)
    {
        _keepsOffsets = true;
        _withArguments.BeginEvent(++_event);
        ExtractFrom(0, request);
    }

    private void WriteAllOffsets(ExtractInput* request)
    {
        _offsets.Begin();
        for (var i = 0u; i < request->FieldCount; i++)
        {
            ref var field = ref Find(request->Fields + i);
            _offsets.Add(field.Offsets, field.Lengths, (int)field.Count);
        }

        _offsets.Write(request->Offsets);
    }

    // Once for each field, so that events cannot flood the log.
    private void Report(uint fieldId, Exception exception)
    {
        if (!_reported[fieldId])
        {
            _reported[fieldId] = true;
            _log.Error(
                $"cannot extract field {_fields[fieldId].Name}, which has no value for this event (logged once for each field): {FailureText.Of(exception)}");
        }
    }
}

using System.Runtime.CompilerServices;
using FalcoPlugin.Abi;

namespace FalcoPlugin.Sdk.Hosting;

/// <summary>Field extraction for one handle: one remembered event, one arena of values.</summary>
internal sealed unsafe class Extraction<TEvent>(Field<TEvent>[] fields, PluginLog log) : IDisposable
    where TEvent : class, IDecodedEvent, new()
{
    private const long NoField = -1;

    private readonly TEvent _event = new();
    private readonly FieldValues _values = new();
    private readonly bool[] _reported = new bool[fields.Length];
    private EventIdentity _identity;

    // Which of the call's fields is being read, so that one try block is enough for all.
    private long _current = NoField;

    /// <summary>Answers one <c>plugin_extract_fields</c> call.</summary>
    /// <param name="input">The event.</param>
    /// <param name="request">What is asked.</param>
    /// <param name="given">The events that the host was given last; null where there are none.</param>
    /// <exception cref="Exception">A field's extraction failed; <see cref="TryResume"/> answers the rest.</exception>
    public void Extract(EventInput* input, ExtractInput* request, EventBatch? given = null)
    {
        _current = NoField;
        if (!_identity.Is(input))
        {
            Load(input, given);
        }

        _values.BeginCall();
        ExtractFrom(0, request);
    }

    /// <summary>Goes on behind a field that failed: it has no value, and the stream goes on.</summary>
    /// <param name="request">What was asked.</param>
    /// <param name="failure">What was thrown; comes back as what fails the call, where something does.</param>
    /// <returns>False where it was not a field that failed, but the call.</returns>
    public bool TryResume(ExtractInput* request, ref Exception failure)
    {
        while (true)
        {
            if (_current == NoField || request->Fields[_current].FieldId >= (uint)fields.Length)
            {
                return false;
            }

            var asked = request->Fields + _current;
            _values.DropField();
            Report(asked->FieldId, failure);
            asked->Result = _values.FinishField(fields[asked->FieldId].Type);
            asked->ResultLength = (ulong)_values.Count;
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
        _values.Dispose();
        (_event as IDisposable)?.Dispose();
    }

    // Forgotten first: an event whose loading fails must not be taken for the one before.
    private void Load(EventInput* input, EventBatch? given)
    {
        _identity.Forget();
        var isGiven = TryFind(given, input->Event, out var notes);
        _event.Load(EventReader.Read(input, notes));
        _identity.Remember(input, isGiven ? given : null);
    }

    private static bool TryFind(EventBatch? given, byte* present, out ReadOnlySpan<byte> notes)
    {
        notes = default;
        return given is not null && given.TryFind(present, out notes);
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
        var (all, values) = (fields, _values);
        var none = default(FieldArgument);
        for (var i = first; i < request->FieldCount; i++)
        {
            _current = i;
            var asked = request->Fields + i;
            var id = asked->FieldId;
            if (id >= (uint)all.Length)
            {
                throw NoSuchField(id);
            }

            var field = all[id];
            values.BeginField();
            if (asked->ArgumentPresent == 0)
            {
                field.Extract(_event, in none, values);
            }
            else
            {
                ExtractWithArgument(field, asked);
            }

            asked->Result = values.FinishField(field.Type);
            asked->ResultLength = (ulong)values.Count;
        }

        _current = NoField;
        if (request->Offsets != null)
        {
            values.WriteOffsets(request->Offsets);
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void ExtractWithArgument(Field<TEvent> field, ExtractField* asked) =>
        field.Extract(_event, new FieldArgument(isPresent: true, asked->ArgumentIndex, asked->ArgumentKey == null ? default : NativeText.Span(asked->ArgumentKey)), _values);

    private PluginException NoSuchField(uint id) => new($"field number {id} was asked for, and the plugin has {fields.Length} fields");

    // Once for each field, so that a log is not flooded by what an event does.
    private void Report(uint fieldId, Exception exception)
    {
        if (!_reported[fieldId])
        {
            _reported[fieldId] = true;
            log.Error($"field {fields[fieldId].Name} could not be read and counts as without a value (said once): {exception.GetType().Name}: {exception.Message}");
        }
    }
}

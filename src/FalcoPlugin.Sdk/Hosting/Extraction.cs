using System.Runtime.CompilerServices;
using FalcoPlugin.Abi;

namespace FalcoPlugin.Sdk.Hosting;

/// <summary>Field extraction for one handle: one remembered event, one arena of values.</summary>
internal sealed unsafe class Extraction<TEvent>(Field<TEvent>[] fields, PluginLog log) : IDisposable
    where TEvent : class, IDecodedEvent, new()
{
    private readonly TEvent _event = new();
    private readonly FieldValues _values = new();
    private readonly bool[] _reported = new bool[fields.Length];
    private EventIdentity _identity;

    /// <summary>Answers one <c>plugin_extract_fields</c> call.</summary>
    public void Extract(EventInput* input, ExtractInput* request)
    {
        if (!_identity.Is(input))
        {
            Load(input);
        }

        _values.BeginCall();
        for (var i = 0u; i < request->FieldCount; i++)
        {
            ref var asked = ref request->Fields[i];
            _values.BeginField();
            try
            {
                ExtractOne(in asked);
            }
            catch (Exception exception) when (asked.FieldId < (uint)fields.Length)
            {
                _values.DropField();
                Report(asked.FieldId, exception);
            }

            asked.Result = _values.FinishField(fields[asked.FieldId].Type);
            asked.ResultLength = (ulong)_values.Count;
        }

        if (request->Offsets != null)
        {
            _values.WritePlaces(request->Offsets);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _values.Dispose();
        (_event as IDisposable)?.Dispose();
    }

    // Forgotten first: an event whose loading fails must not be taken for the one before.
    private void Load(EventInput* input)
    {
        _identity.Forget();
        _event.Load(EventReader.Read(input));
        _identity.Remember(input);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void ExtractOne(in ExtractField asked)
    {
        if (asked.FieldId >= (uint)fields.Length)
        {
            throw NoSuchField(asked.FieldId);
        }

        fields[asked.FieldId].Extract(_event, new FieldArgument(asked.ArgumentPresent != 0, asked.ArgumentIndex, asked.ArgumentKey == null ? default : NativeText.Span(asked.ArgumentKey)), _values);
    }

    private PluginException NoSuchField(uint id) => new($"field number {id} was asked for, and the plugin has {fields.Length} fields");

    // A field that fails has no value, and the stream goes on; once for each field, so that a log is not flooded by what an event does.
    private void Report(uint fieldId, Exception exception)
    {
        if (!_reported[fieldId])
        {
            _reported[fieldId] = true;
            log.Error($"field {fields[fieldId].Name} could not be read and counts as without a value (said once): {exception.GetType().Name}: {exception.Message}");
        }
    }
}

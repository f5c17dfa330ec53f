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
            // Forgotten first: an event whose loading fails must not be taken for the one before.
            _identity.Forget();
            _event.Load(EventReader.Read(input));
            _identity.Remember(input);
        }

        _values.BeginCall();
        for (var i = 0u; i < request->FieldCount; i++)
        {
            ExtractOne(ref request->Fields[i]);
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

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void ExtractOne(ref ExtractField request)
    {
        if (request.FieldId >= (uint)fields.Length)
        {
            throw new PluginException($"field number {request.FieldId} was asked for, and the plugin has {fields.Length} fields");
        }

        var field = fields[request.FieldId];
        var argument = new FieldArgument(
            request.ArgumentPresent != 0,
            request.ArgumentIndex,
            request.ArgumentKey == null ? default : NativeText.Span(request.ArgumentKey));
        _values.BeginField();
        try
        {
            field.Extract(_event, argument, _values);
        }
        catch (Exception exception)
        {
            _values.DropField();
            Report(request.FieldId, exception);
        }

        request.Result = _values.FinishField(field.Type);
        request.ResultLength = (ulong)_values.Count;
    }

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

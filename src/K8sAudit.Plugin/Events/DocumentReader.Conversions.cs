using FalcoPlugin.Json;
using K8sAudit.Plugin.Events.Wrappers;

namespace K8sAudit.Plugin.Events;

/// <summary>Objects that are converted to audit events.</summary>
internal readonly ref partial struct DocumentReader
{
    private void ReadConverted(JsonWrapper wrapper, JsonRange source)
    {
        var length = 0;
        var isEvent = wrapper.Conversion switch
        {
            PayloadConversion.GoogleLogEntry => GoogleLogEntry.TryConvert(
                _text,
                source,
                wrapper.PayloadSteps[0],
                _result.ReserveBytes(GoogleLogEntry.MaxLength(source.Length)),
                out length),
            _ => (length = ColumnEvent.Convert(_text, source, _result.ReserveBytes(ColumnEvent.MaxLength(source.Length)))) > 0,
        };
        if (isEvent)
        {
            ReadConvertedText(length, source.Start);
        }
    }
}

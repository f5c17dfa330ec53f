using System.Buffers;

namespace FalcoPlugin.Sdk;

/// <summary>A plugin that formats events as text.</summary>
public interface IDescribesEvents
{
    /// <summary>Writes the event as UTF-8 text, without a line end.</summary>
    void Describe(in PluginEvent source, IBufferWriter<byte> output);
}

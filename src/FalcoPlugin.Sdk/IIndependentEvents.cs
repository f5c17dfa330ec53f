namespace FalcoPlugin.Sdk;

/// <summary>
/// A plugin whose fields depend on the event alone: its bytes, and what its source stored with it (<see cref="PluginEvent.FieldIndex"/>). A host may divide the
/// events of a finite stream between several instances of the plugin, each on a thread of its own.
/// </summary>
/// <remarks>
/// An instance that did not open the stream reads it through a handle that shares it (<c>plugin_ext_share_stream</c>). Each handle has a batch of its own, and
/// the host never calls <see cref="IEventStream.Next"/> of one stream on two threads at once. So a host keeps as many batches of a stream as it has handles.
/// Instances must not share state that fields read or change. Falco does not use this.
/// </remarks>
public interface IIndependentEvents;

namespace FalcoPlugin.Sdk;

/// <summary>
/// A failure with a message for the user: what was found, what was expected and what to do. The host shows the message unchanged.
/// </summary>
public sealed class PluginException(string message, Exception? inner = null) : Exception(message, inner);

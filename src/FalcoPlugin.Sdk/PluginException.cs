namespace FalcoPlugin.Sdk;

/// <summary>
/// A failure whose message is meant for the user: it says what was found, what was expected and what to do. The host shows it as it is.
/// </summary>
public sealed class PluginException(string message, Exception? inner = null) : Exception(message, inner);

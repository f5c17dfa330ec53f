namespace FalcoPlugin.Testing;

/// <summary>A plugin behaves differently than a host expects; the message says what was found and what was expected.</summary>
public sealed class PluginTestException(string message) : Exception(message);

namespace FalcoPlugin.Sdk.Hosting;

/// <summary>Calls by the host that break the contract of the plugin API.</summary>
internal static unsafe class HostMistakes
{
    /// <summary>Throws for a pointer that is NULL.</summary>
    /// <param name="pointer">What the host passed.</param>
    /// <param name="symbol">The function that it called.</param>
    /// <param name="argument">The argument's name in the C header.</param>
    public static void ThrowIfNull(void* pointer, string symbol, string argument)
    {
        if (pointer == null)
        {
            throw NullArgument(symbol, argument);
        }
    }

    public static PluginException NullArgument(string symbol, string argument) => new($"the host called {symbol} with NULL for {argument}; expected a pointer");

    /// <param name="reason">Why <c>plugin_init</c> failed.</param>
    public static PluginException NotStarted(string reason) => new($"the plugin did not start, because plugin_init failed: {reason}");

    public static PluginException NoSuchField(uint id, int count) =>
        new($"the host requested field number {id}; expected 0 to {count - 1}, the positions in plugin_get_fields");
}

using FalcoPlugin.Abi;

namespace FalcoPlugin.Sdk.Hosting;

/// <summary>
/// The information that a plugin provides before <c>plugin_init</c>, when there is no handle that could store an error and no log of the host. A failure is
/// written to standard error, and <c>plugin_init</c> fails with it.
/// </summary>
internal static unsafe class PluginMetadata<TPlugin>
    where TPlugin : class, IPlugin<TPlugin>
{
    private static readonly Lock _lock = new();
    private static readonly Dictionary<string, nint> _texts = [];
    private static readonly Dictionary<string, PluginException> _failures = [];

    /// <summary>The first failure; null if there is none.</summary>
    public static PluginException? Failure
    {
        get
        {
            lock (_lock)
            {
                return _failures.Values.FirstOrDefault();
            }
        }
    }

    /// <summary>A string in native memory, which is never freed; null after a failure.</summary>
    /// <param name="symbol">The function that the host called.</param>
    /// <param name="read">Reads the text from the plugin.</param>
    public static byte* Text(string symbol, Func<string> read)
    {
        lock (_lock)
        {
            if (!_texts.TryGetValue(symbol, out var text))
            {
                text = (nint)Read(symbol, () => (nint)NativeText.Allocate(read()));
                if (text != 0)
                {
                    _texts[symbol] = text;
                }
            }

            return (byte*)text;
        }
    }

    /// <summary>
    /// A string in native memory; after a failure the message. For a string that hosts do not check for NULL, and that they show if it is invalid.
    /// </summary>
    /// <param name="symbol">The function that the host called.</param>
    /// <param name="read">Reads the text from the plugin.</param>
    public static byte* TextOrFailure(string symbol, Func<string> read)
    {
        var text = Text(symbol, read);
        return text != null ? text : Text(symbol + " failure", static () => FailureText.ShortAscii(Failure!));
    }

    /// <summary>Reads something from the plugin; default after a failure.</summary>
    /// <param name="symbol">The function that the host called.</param>
    /// <param name="read">Reads it.</param>
    public static T? Read<T>(string symbol, Func<T> read)
    {
        lock (_lock)
        {
            try
            {
                var value = read();
                _failures.Remove(symbol);
                return value;
            }
            catch (Exception exception)
            {
                Fail(symbol, exception);
                return default;
            }
        }
    }

    private static void Fail(string symbol, Exception exception)
    {
        var failure = new PluginException($"{symbol} failed: {FailureText.Of(exception)}", exception);
        if (_failures.TryAdd(symbol, failure))
        {
            new HostLog(typeof(TPlugin).Name, null, null).Error(failure.Message);
        }
    }
}

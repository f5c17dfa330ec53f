using System.Reflection;

namespace FalcoPlugin.Sdk.Hosting;

/// <summary>The text by which an exception is reported to the host.</summary>
internal static class FailureText
{
    private const int MaxShortLength = 500;

    /// <summary>
    /// The message of a <see cref="PluginException"/>, which is written for the user; for any other exception its type, too. Throws nothing.
    /// </summary>
    public static string Of(Exception exception)
    {
        // What a constructor throws may be wrapped, and the wrapper's message says nothing about the cause.
        var cause = exception is TypeInitializationException or TargetInvocationException && exception.InnerException is { } inner ? inner : exception;
        try
        {
            return cause is PluginException ? cause.Message : $"unexpected {cause.GetType().Name}: {cause.Message}";
        }
        catch (Exception)
        {
            return $"unexpected {cause.GetType().Name}, whose message cannot be read";
        }
    }

    /// <summary>
    /// The same text for a host that expects a short value in its place, like the API version, which Falco copies into a message of 1024 bytes without
    /// checking its length: at most 500 bytes, all of them ASCII.
    /// </summary>
    public static string ShortAscii(Exception exception)
    {
        var text = Of(exception);
        return new string([.. text.Take(MaxShortLength).Select(c => char.IsAscii(c) ? c : '?')]);
    }
}

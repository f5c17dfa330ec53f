using FalcoPlugin.Sdk;
using K8sAudit.Plugin.Messages;

namespace K8sAudit.Plugin.Sources.Files;

/// <summary>The progress of an input whose size is known.</summary>
internal static class FileProgress
{
    /// <param name="name">What is read.</param>
    /// <param name="read">How many bytes have been read.</param>
    /// <param name="total">How many bytes there were at the start; 0 if files do not tell, as those of /proc.</param>
    public static Progress Of(string name, long read, long total)
    {
        if (total == 0)
        {
            return new Progress(0, PluginMessages.ReadSoFar(name, read));
        }

        var fraction = Math.Min(1, (double)read / total);
        return new Progress(fraction, PluginMessages.ReadOf(fraction, name, read, total));
    }
}

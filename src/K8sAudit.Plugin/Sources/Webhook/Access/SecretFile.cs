using FalcoPlugin.Sdk;
using K8sAudit.Plugin.Messages;

namespace K8sAudit.Plugin.Sources.Webhook.Access;

/// <summary>Reads certificates, keys and tokens, with errors that say which file failed and why.</summary>
internal static class SecretFile
{
    /// <exception cref="PluginException">It cannot be read.</exception>
    public static string Read(string path, Func<string, string> missing)
    {
        try
        {
            return File.ReadAllText(path);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new PluginException(missing(path), e);
        }
        catch (UnauthorizedAccessException e)
        {
            throw new PluginException(Directory.Exists(path) ? PluginMessages.CannotRead(path, "it is a directory") : PluginMessages.FileIsNotReadable(path), e);
        }
        catch (IOException e)
        {
            throw new PluginException(PluginMessages.CannotRead(path, e.Message), e);
        }
    }
}

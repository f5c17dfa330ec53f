using System.Text;
using FalcoPlugin.Sdk;
using K8sAudit.Plugin.Messages;
using K8sAudit.Plugin.Native;

namespace K8sAudit.Plugin.Sources.Webhook.Access;

/// <summary>Reads certificates, keys and tokens, with errors that name the file and the reason.</summary>
internal static class SecretFile
{
    /// <exception cref="PluginException">It cannot be read, or is not a regular file of at most 1 MiB.</exception>
    public static string Read(string path, Func<string, string> missing)
    {
        try
        {
            return Encoding.UTF8.GetString(SmallFile.Read(path));
        }
        catch (FileNotFoundException e)
        {
            throw new PluginException(missing(path), e);
        }
        catch (UnauthorizedAccessException e)
        {
            throw new PluginException(PluginMessages.FileIsNotReadable(path), e);
        }
        catch (IOException e)
        {
            throw new PluginException(PluginMessages.CannotRead(path, e.Message), e);
        }
    }
}

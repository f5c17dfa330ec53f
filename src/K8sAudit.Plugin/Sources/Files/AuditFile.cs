using FalcoPlugin.Sdk;
using K8sAudit.Plugin.Messages;
using Microsoft.Win32.SafeHandles;

namespace K8sAudit.Plugin.Sources.Files;

/// <summary>Opens audit logs, with errors that say what to do.</summary>
internal static class AuditFile
{
    /// <exception cref="PluginException">It cannot be opened.</exception>
    public static SafeFileHandle Open(string path)
    {
        try
        {
            // A writer may go on writing, renaming and deleting.
            return File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new PluginException(PluginMessages.FileIsMissing(path), e);
        }
        catch (UnauthorizedAccessException e)
        {
            throw new PluginException(PluginMessages.FileIsNotReadable(path), e);
        }
        catch (Exception e) when (e is IOException or ArgumentException or NotSupportedException)
        {
            throw new PluginException(PluginMessages.CannotRead(path, e.Message), e);
        }
    }

    /// <summary>Where the last line begins that has not ended yet; the size where there is none.</summary>
    public static long StartOfUnfinishedLine(SafeFileHandle handle, long size)
    {
        var buffer = new byte[64 * 1024];
        for (var end = size; end > 0;)
        {
            var start = Math.Max(0, end - buffer.Length);
            var count = RandomAccess.Read(handle, buffer.AsSpan(0, (int)(end - start)), start);
            var newLine = buffer.AsSpan(0, count).LastIndexOf((byte)'\n');
            if (newLine >= 0)
            {
                return start + newLine + 1;
            }

            end = start;
        }

        return 0;
    }
}

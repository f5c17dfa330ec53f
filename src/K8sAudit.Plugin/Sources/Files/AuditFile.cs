using FalcoPlugin.Sdk;
using K8sAudit.Plugin.Messages;
using K8sAudit.Plugin.Native;
using Microsoft.Win32.SafeHandles;

namespace K8sAudit.Plugin.Sources.Files;

/// <summary>Opens audit logs, with errors that say what to do.</summary>
internal static class AuditFile
{
    // A device with an end, which some configurations name for no input.
    private const string Null = "/dev/null";

    /// <summary>Opens a file or a named pipe, without waiting for its writer.</summary>
    /// <exception cref="PluginException">It cannot be opened, or is a device or socket, which may never end or block.</exception>
    public static SafeFileHandle Open(string path)
    {
        try
        {
            var handle = Posix.Open(path);
            var kind = Posix.StatusOf(handle)?.Kind;
            if (kind is FileKind.Regular or FileKind.Fifo || path == Null)
            {
                return handle;
            }

            handle.Dispose();
            throw new PluginException(PluginMessages.CannotRead(path, $"it is {FileKinds.Name(kind)}; expected a file or a named pipe"));
        }
        catch (FileNotFoundException e)
        {
            throw new PluginException(PluginMessages.FileIsMissing(path), e);
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

    /// <summary>The offset of a last line that has not ended yet; the size if there is none.</summary>
    public static long StartOfUnfinishedLine(SafeFileHandle handle, long size)
    {
        var buffer = new byte[64 * 1024];
        for (var end = size; end > 0;)
        {
            var start = Math.Max(0, end - buffer.Length);
            var count = Posix.Read(handle, buffer.AsSpan(0, (int)(end - start)), start);
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

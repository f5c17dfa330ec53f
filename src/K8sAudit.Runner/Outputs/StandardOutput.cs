using Microsoft.Win32.SafeHandles;

namespace K8sAudit.Runner.Outputs;

/// <summary>Standard output as a stream that says when nobody reads it any more.</summary>
internal static class StandardOutput
{
    private const int Descriptor = 1;

    /// <summary>
    /// Opens it. The console's own stream swallows the error of a closed pipe, so that <c>k8saudit … | head</c> would go on for ever; a pipe is
    /// written to directly. A file keeps the console's stream, which shares its position with whatever else writes there.
    /// </summary>
    public static Stream Open()
    {
        if (!Console.IsOutputRedirected)
        {
            return Console.OpenStandardOutput();
        }

        var direct = new FileStream(new SafeFileHandle(Descriptor, ownsHandle: false), FileAccess.Write, bufferSize: 0);
        return direct.CanSeek ? Console.OpenStandardOutput() : direct;
    }
}

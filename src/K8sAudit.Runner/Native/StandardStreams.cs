namespace K8sAudit.Runner.Native;

/// <summary>
/// Standard input, output and error, which the parent process may have closed. Then their descriptors would be those of the next files that are opened.
/// </summary>
internal static class StandardStreams
{
    private const int Error = 2;
    private const int GetDescriptorFlags = 1;

    /// <summary>
    /// Whether standard input is from the parent process. Where that closed it, its descriptor may be one that the runtime opened for itself, which is closed
    /// when another program is started.
    /// </summary>
    public static bool HasInput => LibC.FileControl(0, GetDescriptorFlags) == 0;

    /// <summary>
    /// Opens those that are closed, before anything else is opened. Standard input is empty then, what is written to standard error is discarded, and writing
    /// to standard output is an error, so that alerts for it are reported as not delivered.
    /// </summary>
    public static void OpenClosed()
    {
        for (var descriptor = 0; descriptor <= Error; descriptor++)
        {
            if (LibC.FileControl(descriptor, GetDescriptorFlags) < 0)
            {
                // The lowest free descriptor is used, which is this one.
                _ = LibC.Open("/dev/null", descriptor == Error ? OpenFlags.WriteOnly : OpenFlags.None, 0);
            }
        }
    }
}

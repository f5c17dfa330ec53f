namespace K8sAudit.Runner.Native;

/// <summary>The values of <c>errno</c> on Linux that the program tells apart.</summary>
internal static class ErrorNumber
{
    /// <summary><c>EINTR</c>.</summary>
    public const int Interrupted = 4;

    /// <summary><c>EIO</c>.</summary>
    public const int InputOutputError = 5;

    /// <summary><c>EAGAIN</c>.</summary>
    public const int TryAgain = 11;

    /// <summary><c>EPIPE</c>.</summary>
    public const int BrokenPipe = 32;
}

namespace K8sAudit.Plugin.Native;

/// <summary>What a file is at a moment.</summary>
/// <param name="Identity">Which file.</param>
/// <param name="Size">Its size in bytes.</param>
/// <param name="Kind">What kind of file.</param>
/// <param name="Modified">When it was last written, in nanoseconds.</param>
/// <param name="Born">When it was created, in nanoseconds; 0 where the file system does not say.</param>
internal readonly record struct FileStatus(FileIdentity Identity, long Size, FileKind Kind, long Modified, long Born);

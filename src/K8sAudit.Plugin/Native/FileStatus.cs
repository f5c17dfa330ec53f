namespace K8sAudit.Plugin.Native;

/// <summary>The status of a file at one moment.</summary>
/// <param name="Identity">Its identity.</param>
/// <param name="Size">Its size in bytes.</param>
/// <param name="Kind">Its kind.</param>
/// <param name="Modified">When it was last written, in nanoseconds.</param>
/// <param name="Born">When it was created, in nanoseconds; 0 if the file system does not tell.</param>
internal readonly record struct FileStatus(FileIdentity Identity, long Size, FileKind Kind, long Modified, long Born);

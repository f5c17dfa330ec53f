namespace K8sAudit.Plugin.Native;

/// <summary>Identifies a file independently of its name: device and inode.</summary>
internal readonly record struct FileIdentity(uint DeviceMajor, uint DeviceMinor, ulong Inode);

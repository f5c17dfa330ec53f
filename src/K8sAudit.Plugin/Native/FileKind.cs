namespace K8sAudit.Plugin.Native;

/// <summary>The kinds of files, with the values that they have in <c>st_mode</c>.</summary>
internal enum FileKind
{
    Fifo = 0x1000,
    CharacterDevice = 0x2000,
    Directory = 0x4000,
    BlockDevice = 0x6000,
    Regular = 0x8000,
    Socket = 0xc000,
}

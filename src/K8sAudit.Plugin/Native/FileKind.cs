namespace K8sAudit.Plugin.Native;

/// <summary>The kinds of files that matter here, as <c>st_mode</c> has them.</summary>
internal enum FileKind
{
    Directory = 0x4000,
    Regular = 0x8000,
}

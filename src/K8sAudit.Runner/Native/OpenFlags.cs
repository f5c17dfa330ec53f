namespace K8sAudit.Runner.Native;

/// <summary>The flags of <c>open(2)</c> on Linux.</summary>
[Flags]
internal enum OpenFlags
{
    None = 0,
    WriteOnly = 1,
    Create = 0x40,
    Append = 0x400,
    CloseOnExecute = 0x80000,
}

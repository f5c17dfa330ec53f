namespace K8sAudit.Plugin.Sources;

/// <summary>What <see cref="IAuditInput.Read"/> found.</summary>
internal enum InputStatus
{
    /// <summary>A complete text.</summary>
    Text,

    /// <summary>More bytes of a text that is not complete yet.</summary>
    Incomplete,

    /// <summary>Nothing at the moment.</summary>
    Idle,

    /// <summary>The end of a file or of a member of an archive: nothing in it continues in the next one.</summary>
    EndOfFile,

    /// <summary>The end of the input.</summary>
    End,
}

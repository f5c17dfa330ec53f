using K8sAudit.Runner.Configuration.Keys;

namespace K8sAudit.Runner.Configuration;

/// <summary>The block of an output: a record with the values of its keys, and the rows of those keys.</summary>
internal abstract record OutputConfiguration : ISwitchedBlock
{
    /// <summary>Whether alerts are written to the output; false by default.</summary>
    public bool Enabled { get; init; }

    /// <summary>The files and directories of certificates and keys that the block names; none by default.</summary>
    public virtual IEnumerable<string> CertificateFiles => [];
}

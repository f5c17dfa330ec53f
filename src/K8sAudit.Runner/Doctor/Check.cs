using K8sAudit.Runner.Commands;

namespace K8sAudit.Runner.Doctor;

/// <summary>A check of a deployment: a row of <see cref="Checks"/>.</summary>
/// <param name="Name">Its name in the report.</param>
/// <param name="Description">What it looks at.</param>
/// <param name="Run">Looks at it.</param>
internal sealed record Check(string Name, string Description, Func<DoctorContext, IEnumerable<Finding>> Run)
{
    /// <summary>What must have been read for it; nothing by default.</summary>
    public Stage Needs { get; init; }

    /// <summary>Whether it sends nothing to other machines, so that a dry run does it, too; true by default.</summary>
    public bool IsLocal { get; init; } = true;

    /// <summary>The option that asks for it; empty, the default, where it always runs.</summary>
    public string Option { get; init; } = "";

    /// <summary>Whether a command line asks for it.</summary>
    public Func<RunOptions, bool> IsRequested { get; init; } = _ => true;
}

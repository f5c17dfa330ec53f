namespace K8sAudit.Runner.Doctor;

/// <summary>A finding with the check that it is of.</summary>
internal sealed record CheckResult(Check Check, Finding Finding);

namespace K8sAudit.Runner.RuleTests;

/// <summary>The result of one test.</summary>
/// <param name="File">The path of the file of the test.</param>
/// <param name="Name">The name of the test.</param>
/// <param name="Elapsed">How long it took.</param>
/// <param name="Failures">What differs from what the test expects; none if it passed.</param>
internal sealed record TestResult(string File, string Name, TimeSpan Elapsed, IReadOnlyList<string> Failures)
{
    public bool HasPassed => Failures.Count == 0;
}

namespace FalcoPlugin.Testing;

/// <summary>A check of the suite.</summary>
/// <param name="Sentence">What a plugin does; the name of the test.</param>
/// <param name="Run">Runs it; throws <see cref="PluginTestException"/> if the plugin behaves differently.</param>
public sealed record ConformanceCheck(string Sentence, Action Run)
{
    /// <summary>The sentence, as test runners show the row of a theory.</summary>
    public override string ToString() => Sentence;
}

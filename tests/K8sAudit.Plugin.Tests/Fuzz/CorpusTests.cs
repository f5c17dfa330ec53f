using Fuzzing;

namespace K8sAudit.Plugin.Tests.Fuzz;

/// <summary>Runs the fuzzer's targets on its corpus and on what it found.</summary>
public class CorpusTests
{
    private static readonly string _corpus = RepositoryFiles.PathOf("fuzz", "corpus");

    [Fact]
    public void Every_target_holds_on_every_input_of_the_corpus()
    {
        var inputs = Directory.EnumerateFiles(_corpus, "*", SearchOption.AllDirectories).Select(File.ReadAllBytes).ToArray();
        Assert.NotEmpty(inputs);
        foreach (var target in Target.All)
        {
            Assert.All(inputs, target.Run);
        }
    }
}

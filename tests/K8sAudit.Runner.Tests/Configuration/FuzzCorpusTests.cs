using Fuzzing;

namespace K8sAudit.Runner.Tests.Configuration;

/// <summary>Runs the inputs of the fuzzer for falco.yaml.</summary>
public class FuzzCorpusTests
{
    [Fact]
    public void Every_falco_yaml_of_the_corpus_is_read_or_refused_with_a_reason()
    {
        var inputs = Directory.EnumerateFiles(RepositoryFiles.PathOf("fuzz", "corpus", ConfigurationTarget.Name)).Select(File.ReadAllBytes).ToArray();
        Assert.NotEmpty(inputs);
        Assert.All(inputs, ConfigurationTarget.Run);
    }
}

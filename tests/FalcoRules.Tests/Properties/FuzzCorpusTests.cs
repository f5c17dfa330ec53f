using FalcoRules.Fuzz;

namespace FalcoRules.Tests.Properties;

/// <summary>The inputs with which the fuzzer reached new code, and all inputs that failed before.</summary>
public class FuzzCorpusTests
{
    public static TheoryData<string, string> Inputs
    {
        get
        {
            var inputs = new TheoryData<string, string>();
            foreach (var target in FuzzTarget.All)
            {
                foreach (var file in Directory.EnumerateFiles(Path.Combine(Corpus(), target.Name)).Order(StringComparer.Ordinal))
                {
                    inputs.Add(target.Name, Path.GetFileName(file));
                }
            }

            return inputs;
        }
    }

    [Theory]
    [MemberData(nameof(Inputs))]
    public void An_input_of_the_corpus_causes_no_failure(string target, string file) =>
        FuzzTarget.Find(target)!.Run(File.ReadAllBytes(Path.Combine(Corpus(), target, file)));

    private static string Corpus() => RepositoryFiles.PathOf("fuzz", "corpus");
}

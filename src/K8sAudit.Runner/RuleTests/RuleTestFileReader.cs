using FalcoRules.Text;
using K8sAudit.Runner.Configuration;
using K8sAudit.Runner.Configuration.Tree;
using K8sAudit.Runner.Messages;

namespace K8sAudit.Runner.RuleTests;

/// <summary>Reads files of tests.</summary>
internal static class RuleTestFileReader
{
    /// <summary>Reads a file.</summary>
    /// <exception cref="UserError">It cannot be read, is not YAML, or has a key or value that tests do not have.</exception>
    public static RuleTestFile Read(string path)
    {
        List<Diagnostic> diagnostics = [];
        var source = TextFile.Read(path, ConfigurationTreeReader.Limits.MaxSize, diagnostics)
            ?? throw new UserError(RunnerMessages.CannotReadTests(path, diagnostics[0].Message));
        var root = ConfigurationTreeReader.ReadMapping(source, "file of rule tests", _ => null, out var ignored);
        if (ignored is not null)
        {
            throw new UserError(RunnerMessages.SecondTestDocument(ignored));
        }

        if (KeyCheck.FindUnknown(root, RuleTestFile.Keys.All) is { } unknown)
        {
            throw new UserError(unknown);
        }

        var file = RuleTestFile.Keys.Read(new RuleTestFile { Path = path }, root, "");
        var twice = file.Tests.GroupBy(test => test.Name).FirstOrDefault(tests => tests.Count() > 1);
        return twice is null ? file : throw new UserError(RunnerMessages.TestNameTwice(path, twice.Key));
    }
}

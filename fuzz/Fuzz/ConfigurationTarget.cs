using System.Text;
using FalcoRules.Text;
using K8sAudit.Runner.Configuration;
using K8sAudit.Runner.Configuration.Tree;
using K8sAudit.Runner.Logging;
using K8sAudit.Runner.Messages;

namespace Fuzzing;

/// <summary>A falco.yaml: read, checked for unknown keys, and its values converted.</summary>
internal static class ConfigurationTarget
{
    public const string Name = "falco.yaml";

    public static void Run(byte[] input)
    {
        try
        {
            var root = ConfigurationTreeReader.ReadMapping(
                new SourceText(Name, Encoding.UTF8.GetString(input)),
                "configuration",
                name => name.Length % 2 == 0 ? name : null,
                out _);
            KeyCheck.Check(root, new Log(TextWriter.Null, TimeProvider.System));
            ConfigurationReader.ReadIncludedFiles(root);
            ConfigurationReader.Read(root);
        }
        catch (UserError)
        {
            // That is how it says what is wrong.
        }
    }
}

using FalcoRules.Text;
using K8sAudit.Runner.Messages;

namespace K8sAudit.Runner.Configuration.Tree;

/// <summary>One <c>-o key=value</c>.</summary>
internal sealed record CommandLineOverride(ConfigurationPath Path, ConfigurationNode Value)
{
    /// <summary>Reads <c>key=value</c>. A value in braces or brackets is YAML, any other is a scalar. Environment variables are left to the shell.</summary>
    /// <exception cref="UserError">It has no key, or the value is not valid YAML.</exception>
    public static CommandLineOverride Parse(string option)
    {
        var equals = option.IndexOf('=', StringComparison.Ordinal);
        if (equals <= 0)
        {
            throw new UserError(RunnerMessages.NotAnOverride(option));
        }

        var key = option[..equals];
        var value = option[(equals + 1)..];
        var location = RunnerMessages.OverrideLocation(key);
        var isYaml = value is ['{', .., '}'] or ['[', .., ']'];
        return new CommandLineOverride(
            ConfigurationPath.Parse(key),
            isYaml ? ConfigurationTreeReader.Read(new SourceText(location, value)) : new ConfigurationScalar(location, value, quoted: false));
    }
}

namespace K8sAudit.Runner.Configuration;

/// <summary>One <c>-o key=value</c>.</summary>
internal sealed record CommandLineOverride(ConfigurationPath Path, ConfigurationNode Value)
{
    /// <summary>Reads <c>key=value</c>; a value in braces or brackets is YAML, any other is one value. Environment variables are the shell's matter here.</summary>
    /// <exception cref="UserError">It is no such thing.</exception>
    public static CommandLineOverride Parse(string option)
    {
        var equals = option.IndexOf('=', StringComparison.Ordinal);
        if (equals <= 0)
        {
            throw new UserError($"-o {option}: expected key=value, key.subkey=value or list[0].key=value");
        }

        var value = option[(equals + 1)..];
        var place = $"-o {option[..equals]}";
        var isYaml = value is ['{', .., '}'] or ['[', .., ']'];
        return new CommandLineOverride(ConfigurationPath.Parse(option[..equals]), isYaml ? YamlReader.Read(place, value, environment: null) : new ConfigurationScalar(place, value, quoted: false));
    }
}

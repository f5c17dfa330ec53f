using FalcoRules.Text;
using K8sAudit.Runner.Configuration.Keys;
using K8sAudit.Runner.Configuration.Tree;
using K8sAudit.Runner.Messages;

namespace K8sAudit.Runner.Configuration;

/// <summary>
/// A configuration without its secrets. The key table says what a key's value is; below keys that are not in it, such as those of <c>init_config</c>,
/// names decide. Environment variables are shown by name.
/// </summary>
internal static class Redaction
{
    /// <summary>A copy of the whole configuration. Every value in it is a string, as in what Falco shows.</summary>
    public static ConfigurationNode Of(ConfigurationMapping root) => Mapping(root, FalcoConfiguration.Keys.All);

    /// <summary>A copy of a value that the command line sets.</summary>
    public static ConfigurationNode Of(ConfigurationNode value, ConfigurationPath path)
    {
        IReadOnlyList<Key> keys = FalcoConfiguration.Keys.All;
        Key? key = null;
        foreach (var name in path.Keys)
        {
            key = keys.FirstOrDefault(known => known.Name == name);
            if (key is null && SecretText.IsSecretName(name))
            {
                return Text(value, SecretText.Hidden);
            }

            keys = key?.Children ?? [];
        }

        return Of(value, key);
    }

    private static ConfigurationNode Of(ConfigurationNode node, Key? key) => node switch
    {
        ConfigurationScalar { IsNull: true } or ConfigurationScalar { Text: "" } => node,
        _ when key?.Sensitivity == Sensitivity.Secret => Text(node, SecretText.Hidden),
        ConfigurationMapping mapping => Mapping(mapping, key?.Children ?? []),
        ConfigurationSequence sequence => Sequence(sequence, key),
        ConfigurationScalar scalar => Text(scalar, Scalar(scalar.Written, key?.Sensitivity ?? Sensitivity.Shown)),
        _ => node,
    };

    private static string Scalar(string text, Sensitivity sensitivity) => sensitivity switch
    {
        Sensitivity.PluginText => PluginMapping(text),
        Sensitivity.PluginAddress when text.TrimStart().StartsWith('{') => PluginMapping(text),
        _ => SensitiveText.Shown(text, sensitivity),
    };

    private static string PluginMapping(string text)
    {
        try
        {
            return ConfigurationTreeReader.Read(new SourceText("init_config", text)) is ConfigurationMapping mapping
                ? ConfigurationJson.Of(Mapping(mapping, []))
                : SecretText.Hidden;
        }
        catch (UserError)
        {
            return SecretText.Hidden;
        }
    }

    private static ConfigurationMapping Mapping(ConfigurationMapping mapping, IReadOnlyList<Key> keys)
    {
        var copy = new ConfigurationMapping(mapping.Location);
        foreach (var (name, value) in mapping.Entries)
        {
            var key = keys.FirstOrDefault(known => known.Name == name);
            copy.Entries[name] = key is null && SecretText.IsSecretName(name) && value is not ConfigurationScalar { IsNull: true }
                ? Text(value, SecretText.Hidden)
                : Of(value, key);
        }

        return copy;
    }

    private static ConfigurationSequence Sequence(ConfigurationSequence sequence, Key? key)
    {
        var copy = new ConfigurationSequence(sequence.Location);
        copy.Items.AddRange(sequence.Items.Select(item => Of(item, key)));
        return copy;
    }

    private static ConfigurationScalar Text(ConfigurationNode node, string text) => new(node.Location, text, quoted: true);
}

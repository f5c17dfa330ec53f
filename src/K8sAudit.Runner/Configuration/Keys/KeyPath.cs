using K8sAudit.Runner.Configuration.Tree;
using K8sAudit.Runner.Messages;

namespace K8sAudit.Runner.Configuration.Keys;

/// <summary>The path of a key that is being read, for errors about its value.</summary>
/// <param name="Text">The path, as in <c>plugins[0].open_params</c>.</param>
/// <param name="Sensitivity">How much of its value an error shows.</param>
internal readonly record struct KeyPath(string Text, Sensitivity Sensitivity)
{
    /// <summary>An error that says where the value is, what was expected and what was found.</summary>
    public UserError Unexpected(ConfigurationNode node, string expected)
    {
        var found = node is ConfigurationScalar scalar ? scalar.Describe(SensitiveText.Shown(scalar.Text, Sensitivity)) : node.Description;
        return new UserError(RunnerMessages.UnexpectedValue(node.Location, Text, expected, found));
    }
}

using System.Text.RegularExpressions;
using K8sAudit.Runner.Configuration;
using K8sAudit.Runner.Configuration.Tree;
using K8sAudit.Runner.Messages;

namespace K8sAudit.Runner.Commands;

/// <summary>The command line without the secrets in it.</summary>
internal static partial class RedactedCommandLine
{
    /// <summary>The arguments with blanks between them; values of <c>-o</c> are shown as those of the configuration are.</summary>
    public static string Of(IReadOnlyList<string> arguments) =>
        string.Join(
            ' ',
            arguments.Select((argument, index) => index > 0 && arguments[index - 1] is "-o" or "--option" ? Override(argument) : Argument(argument)));

    private static string Argument(string argument)
    {
        var option = GluedOverride().Match(argument);
        return option.Success ? $"{option.Value}{Override(argument[option.Length..])}" : SecretText.Redact(argument);
    }

    private static string Override(string option)
    {
        try
        {
            var parsed = CommandLineOverride.Parse(option);
            var value = Redaction.Of(parsed.Value, parsed.Path);
            return $"{parsed.Path}={(value is ConfigurationScalar scalar ? scalar.Text : ConfigurationJson.Of(value))}";
        }
        catch (UserError)
        {
            return SecretText.Hidden;
        }
    }

    [GeneratedRegex("^(-o|--option[=:])(?=.)")]
    private static partial Regex GluedOverride();
}

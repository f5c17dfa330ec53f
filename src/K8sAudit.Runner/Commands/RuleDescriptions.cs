using FalcoRules;

namespace K8sAudit.Runner.Commands;

/// <summary><c>-L</c> and <c>-l</c>: rules' names and descriptions in two columns, as Falco prints them.</summary>
internal static class RuleDescriptions
{
    private const int RightColumn = 51;
    private const int LineLength = 110;

    /// <param name="ruleset">The rules.</param>
    /// <param name="name">The one rule; null for all.</param>
    /// <param name="output">Where they are written.</param>
    /// <exception cref="UserError">There is no such rule.</exception>
    public static void Write(Ruleset ruleset, string? name, TextWriter output)
    {
        var rules = ruleset.Rules.Where(rule => name is null || rule.Name == name).ToList();
        if (rules.Count == 0 && name is not null)
        {
            throw new UserError(Messages.NoRule(name));
        }

        WriteColumns("Rule", "Description", output);
        WriteColumns("----", "-----------", output);
        foreach (var rule in rules)
        {
            WriteColumns(rule.Name, TextWrap.Wrap(rule.Description, RightColumn, LineLength) + "\n", output);
        }
    }

    private static void WriteColumns(string left, string right, TextWriter output) => output.Write($"{left.PadRight(RightColumn - 1)} {right}\n");
}

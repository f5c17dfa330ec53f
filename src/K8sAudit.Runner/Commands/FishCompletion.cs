using System.Text;

namespace K8sAudit.Runner.Commands;

/// <summary>The completion script for fish.</summary>
internal static class FishCompletion
{
    public static string Script()
    {
        var names = string.Join(' ', Subcommands.All.Select(row => row.Name));
        var script = new StringBuilder("# fish completion of k8saudit\n");
        foreach (var row in Subcommands.All)
        {
            script.Append($"complete -c k8saudit -n 'test (count (commandline -opc)) -eq 1' -a {row.Name} -d {Quoted(row.Description)}\n");
        }

        Write(null, $"not __fish_seen_subcommand_from {names}", script);
        foreach (var row in Subcommands.All)
        {
            var condition = $"__fish_seen_subcommand_from {row.Name}";
            Write(row, condition, script);
            var words = Quoted(string.Join(' ', row.ArgumentWords));
            script.Append(row.ArgumentWords.Count > 0 ? $"complete -c k8saudit -n {Quoted(condition)} -f -a {words}\n" : "");
        }

        return script.ToString();
    }

    private static void Write(SubcommandRow? command, string condition, StringBuilder script)
    {
        foreach (var row in CompletionCommand.Options(command))
        {
            var names = string.Concat(row.Aliases.Prepend(row.Name).Select(Name));
            var argument = row.Words.Count > 0 ? $" -x -a {Quoted(string.Join(' ', row.Words))}"
                : row.Count is ArgumentCount.None or ArgumentCount.Optional ? ""
                : row.IsPath ? " -r -F"
                : " -x";
            script.Append($"complete -c k8saudit -n {Quoted(condition)}{names}{argument} -d {Quoted(row.Description)}\n");
        }
    }

    private static string Name(string name) => name.StartsWith("--", StringComparison.Ordinal) ? $" -l {name[2..]}" : $" -s {name[1..]}";

    private static string Quoted(string text) =>
        $"'{text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("'", "\\'", StringComparison.Ordinal)}'";
}

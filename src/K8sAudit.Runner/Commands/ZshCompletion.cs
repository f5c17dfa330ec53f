using System.Text;

namespace K8sAudit.Runner.Commands;

/// <summary>The completion script for zsh.</summary>
internal static class ZshCompletion
{
    private const string Head = """
        #compdef k8saudit
        compdef _k8saudit k8saudit
        _k8saudit() {
            local -a commands

        """;

    // The file is sourced, or loaded by zsh as the function itself.
    private const string Tail = """
        }
        if [[ "$funcstack[1]" == _k8saudit ]]; then
            _k8saudit "$@"
        fi

        """;

    public static string Script()
    {
        var script = new StringBuilder(Head);
        script.Append($"    commands=({string.Join(' ', Subcommands.All.Select(row => Quoted($"{row.Name}:{row.Description}")))})\n");
        script.Append("    if (( CURRENT == 2 )) && [[ $words[2] != -* ]]; then\n        _describe -t commands command commands\n        _files\n        return\n    fi\n");
        script.Append("    case $words[2] in\n");
        foreach (var row in Subcommands.All)
        {
            script.Append($"        {row.Name})\n            words=(\"${{(@)words[2,-1]}}\")\n            (( CURRENT-- ))\n");
            script.Append($"            _arguments{Specs(row)}{Argument(row)}\n            ;;\n");
        }

        script.Append($"        *)\n            _arguments{Specs(null)} {Quoted("*:input:_files")}\n            ;;\n    esac\n");
        return script.Append(Tail).ToString();
    }

    private static string Argument(SubcommandRow row) =>
        row.ArgumentWords.Count > 0 ? $" {Quoted($"1:{row.Name}:({string.Join(' ', row.ArgumentWords)})")}"
        : row.MaxArguments > 0 ? $" {Quoted("*:argument:_files")}"
        : "";

    private static string Specs(SubcommandRow? command) => string.Concat(
        from row in CompletionCommand.Options(command)
        from name in row.Aliases.Prepend(row.Name)
        select $" \\\n                {Quoted(Spec(name, row))}");

    private static string Spec(string name, OptionRow row)
    {
        var action = row.Words.Count > 0 ? $"({string.Join(' ', row.Words)})" : row.IsPath ? "_files" : "";
        var assignment = row.Count != ArgumentCount.None && name.StartsWith("--", StringComparison.Ordinal) ? "=" : "";
        var argument = row.Count switch
        {
            ArgumentCount.None => "",
            ArgumentCount.Optional => $"::{row.ArgumentName}:{action}",
            _ => $":{row.ArgumentName}:{action}",
        };
        return $"*{name}{assignment}[{Escaped(row.Description)}]{argument}";
    }

    private static string Escaped(string text) =>
        text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("[", "\\[", StringComparison.Ordinal).Replace("]", "\\]", StringComparison.Ordinal)
            .Replace(":", "\\:", StringComparison.Ordinal);

    private static string Quoted(string text) => $"'{text.Replace("'", "'\\''", StringComparison.Ordinal)}'";
}

using System.Text;

namespace K8sAudit.Runner.Commands;

/// <summary>The completion script for bash.</summary>
internal static class BashCompletion
{
    // bash splits words at the equals sign, so that --output=text is three words.
    private const string Head = """
        # bash completion of k8saudit
        _k8saudit() {
            local cur=${COMP_WORDS[COMP_CWORD]} prev=${COMP_WORDS[COMP_CWORD-1]} command= words=
            if [[ $cur == = ]]; then
                cur=
            elif [[ $prev == = ]]; then
                prev=${COMP_WORDS[COMP_CWORD-2]}
            fi

        """;

    private const string Tail = """
            mapfile -t COMPREPLY < <(compgen -W "$words" -- "$cur")
        }
        complete -o filenames -F _k8saudit k8saudit

        """;

    public static string Script()
    {
        var names = Subcommands.All.Select(row => row.Name).ToList();
        var script = new StringBuilder(Head);
        script.Append($"    case ${{COMP_WORDS[1]}} in\n        {string.Join('|', names)}) (( COMP_CWORD > 1 )) && command=${{COMP_WORDS[1]}} ;;\n    esac\n");
        script.Append("    case $command:$prev in\n");
        WriteArguments(null, script);
        Subcommands.All.ToList().ForEach(row => WriteArguments(row, script));
        script.Append("    esac\n    if [[ $cur == -* ]]; then\n        case $command in\n");
        Subcommands.All.ToList().ForEach(row => script.Append($"            {row.Name}) words='{Names(row)}' ;;\n"));
        script.Append($"            *) words='{Names(null)}' ;;\n        esac\n    else\n        case $command in\n");
        foreach (var row in Subcommands.All.Where(row => row.ArgumentWords.Count > 0))
        {
            script.Append($"            {row.Name}) words='{string.Join(' ', row.ArgumentWords)}' ;;\n");
        }

        script.Append("            *) mapfile -t COMPREPLY < <(compgen -f -- \"$cur\"); [[ $command || $COMP_CWORD != 1 ]] && return ;;\n");
        script.Append("        esac\n    fi\n");
        script.Append("    if [[ -z $words ]]; then\n        mapfile -t -O \"${#COMPREPLY[@]}\" COMPREPLY ");
        script.Append($"< <(compgen -W '{string.Join(' ', names)}' -- \"$cur\")\n        return\n    fi\n");
        return script.Append(Tail).ToString();
    }

    private static void WriteArguments(SubcommandRow? command, StringBuilder script)
    {
        foreach (var row in CompletionCommand.Options(command).Where(row => row.Count != ArgumentCount.None))
        {
            var patterns = string.Join('|', row.Aliases.Prepend(row.Name).Select(name => $"{command?.Name}:{name}"));
            var source = row.Words.Count > 0 ? $"-W '{string.Join(' ', row.Words)}'" : row.IsPath ? "-f" : null;
            script.Append(
                source is not null ? $"        {patterns}) mapfile -t COMPREPLY < <(compgen {source} -- \"$cur\"); return ;;\n"
                : row.Count == ArgumentCount.Optional ? ""
                : $"        {patterns}) return ;;\n");
        }
    }

    private static string Names(SubcommandRow? command) =>
        string.Join(' ', CompletionCommand.Options(command).SelectMany(row => row.Aliases.Prepend(row.Name)));
}

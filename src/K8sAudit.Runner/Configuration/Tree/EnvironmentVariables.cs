using System.Text;

namespace K8sAudit.Runner.Configuration.Tree;

/// <summary>Expands environment variables in values, by Falco's rules (<c>yaml_helper.h</c>).</summary>
internal static class EnvironmentVariables
{
    /// <summary>
    /// <c>${NAME}</c> becomes the value of the variable (nothing where it is not set), <c>$${NAME}</c> becomes <c>${NAME}</c>. From the first other <c>$</c>
    /// on, the text is left as it is: it may be meant for another program, such as the shell of <c>program_output</c>.
    /// </summary>
    /// <returns>The expanded text; null where it is longer than <paramref name="maxLength"/> characters.</returns>
    public static string? Expand(string text, Func<string, string?> environment, int maxLength)
    {
        var result = new StringBuilder(text.Length);
        var position = 0;
        while (result.Length <= maxLength && text.IndexOf('$', position) is >= 0 and var dollar)
        {
            var rest = text.AsSpan(dollar);
            var escaped = rest.StartsWith("$${");
            var end = escaped || rest.StartsWith("${") ? text.IndexOf('}', dollar) : -1;
            if (end < 0)
            {
                break;
            }

            result.Append(text, position, dollar - position).Append(escaped ? "$" : environment(text[(dollar + 2)..end]));
            position = escaped ? dollar + 2 : end + 1;
        }

        result.Append(text, position, text.Length - position);
        return result.Length <= maxLength ? result.ToString() : null;
    }
}

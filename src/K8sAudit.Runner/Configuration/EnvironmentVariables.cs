using System.Text;

namespace K8sAudit.Runner.Configuration;

/// <summary>Puts environment variables into values, by Falco's rules (<c>yaml_helper.h</c>).</summary>
internal static class EnvironmentVariables
{
    /// <summary><c>${NAME}</c> becomes the variable's value (nothing where it is not set), <c>$${NAME}</c> becomes <c>${NAME}</c>, anything else stays.</summary>
    public static string Expand(string text, Func<string, string?> environment)
    {
        var result = new StringBuilder(text.Length);
        var position = 0;
        for (var start = text.IndexOf("${", StringComparison.Ordinal); start >= 0; start = text.IndexOf("${", position, StringComparison.Ordinal))
        {
            var end = text.IndexOf('}', start);
            if (end < 0)
            {
                break;
            }

            var escaped = start > position && text[start - 1] == '$';
            result.Append(text, position, start - position - (escaped ? 1 : 0));
            result.Append(escaped ? text[start..(end + 1)] : environment(text[(start + 2)..end]));
            position = end + 1;
        }

        return result.Append(text, position, text.Length - position).ToString();
    }
}

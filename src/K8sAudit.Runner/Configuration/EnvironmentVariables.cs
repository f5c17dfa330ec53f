using System.Text;

namespace K8sAudit.Runner.Configuration;

/// <summary>Puts environment variables into values, by Falco's rules (<c>yaml_helper.h</c>).</summary>
internal static class EnvironmentVariables
{
    /// <summary>
    /// <c>${NAME}</c> becomes the variable's value (nothing where it is not set), <c>$${NAME}</c> becomes <c>${NAME}</c>. From the first other <c>$</c> on everything stays:
    /// it may be meant for somebody else, such as the shell of <c>program_output</c>.
    /// </summary>
    public static string Expand(string text, Func<string, string?> environment)
    {
        var result = new StringBuilder(text.Length);
        var position = 0;
        while (text.IndexOf('$', position) is >= 0 and var dollar)
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

        return result.Append(text, position, text.Length - position).ToString();
    }
}

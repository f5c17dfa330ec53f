namespace K8sAudit.Plugin.OpenParameters;

/// <summary>The inputs that open parameters name, one a line.</summary>
internal static class OpenParameterList
{
    /// <summary>The inputs in order, without the blanks around them and without empty lines.</summary>
    public static string[] Split(string parameters) =>
        parameters.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
}

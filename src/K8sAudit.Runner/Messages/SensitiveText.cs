namespace K8sAudit.Runner.Messages;

/// <summary>A value as messages show it.</summary>
internal static class SensitiveText
{
    public static string Shown(string text, Sensitivity sensitivity) => sensitivity switch
    {
        Sensitivity.Secret or Sensitivity.PluginText => SecretText.Hidden,
        Sensitivity.PluginAddress when text.TrimStart().StartsWith('{') => SecretText.Hidden,
        Sensitivity.Url when !text.Contains("://", StringComparison.Ordinal) => SecretText.Hidden,
        Sensitivity.Url => SecretText.RedactUrl(text),
        Sensitivity.Command => SecretText.RedactCommand(text),
        _ => SecretText.Redact(text),
    };
}

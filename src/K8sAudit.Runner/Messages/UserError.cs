namespace K8sAudit.Runner.Messages;

/// <summary>Something that the user must put right before the program can do its work; the message says what, and the program ends with 1.</summary>
internal sealed class UserError(string message) : Exception(message);

namespace FalcoRules.Patterns;

/// <summary>A regular expression that is none; the message is a clause without a full stop.</summary>
internal sealed class RegexSyntaxException(string message) : Exception(message);

namespace FalcoRules.Patterns;

/// <summary>Thrown for an invalid regular expression; the message is a clause without a full stop.</summary>
internal sealed class RegexSyntaxException(string message) : Exception(message);

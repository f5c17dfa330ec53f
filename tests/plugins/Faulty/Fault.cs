namespace Faulty;

/// <summary>
/// The member that throws, as the environment variable FAULT names it. With an exclamation mark, not even the exception's message can be read.
/// </summary>
internal static class Fault
{
    private static readonly string _current = Environment.GetEnvironmentVariable("FAULT") ?? "";

    public static void In(string member)
    {
        if (_current == member)
        {
            throw new InvalidOperationException($"fault in {member}");
        }

        if (_current == member + "!")
        {
            throw new UnreadableException();
        }
    }

    private sealed class UnreadableException : Exception
    {
        public override string Message => throw new InvalidOperationException("fault in Message");
    }
}

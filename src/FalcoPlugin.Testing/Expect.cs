namespace FalcoPlugin.Testing;

/// <summary>Assertions that need no test framework.</summary>
internal static class Expect
{
    public static void True(bool condition, string message)
    {
        if (!condition)
        {
            throw new PluginTestException(message);
        }
    }

    public static void Equal<T>(T expected, T found, string what) =>
        True(EqualityComparer<T>.Default.Equals(expected, found), $"{what} is {found}, expected {expected}");
}

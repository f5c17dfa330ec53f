using System.Globalization;

namespace K8sAudit.Runner.Terminal;

/// <summary>How many columns there are for text.</summary>
internal static class TerminalWidth
{
    /// <summary>The width where nothing says another one.</summary>
    public const int Usual = 120;

    /// <summary>The width of the terminal that is standard output; that of <see cref="OfVariable"/> where it does not say one.</summary>
    public static int Current
    {
        get
        {
            try
            {
                return Console.WindowWidth is > 0 and var width ? width : OfVariable;
            }
            catch (IOException)
            {
                return OfVariable;
            }
        }
    }

    /// <summary>The width that the environment variable COLUMNS says; the usual one where it says none.</summary>
    public static int OfVariable =>
        int.TryParse(Environment.GetEnvironmentVariable("COLUMNS"), NumberStyles.None, CultureInfo.InvariantCulture, out var columns) && columns > 0
            ? columns
            : Usual;
}

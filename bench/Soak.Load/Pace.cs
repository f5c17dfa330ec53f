namespace Soak.Load;

/// <summary>When each batch is due: at a steady rate, and at a multiple of it for two seconds in each minute.</summary>
internal sealed class Pace(double batchesPerSecond, double burstFactor)
{
    private const double Minute = 60;
    private const double BurstStart = 30;
    private const double BurstLength = 2;

    private double InMinute => batchesPerSecond * (Minute + BurstLength * (burstFactor - 1));

    /// <summary>How many batches are due until a time, in seconds from the start.</summary>
    public double DueAt(double seconds)
    {
        var rest = seconds % Minute;
        var burst = Math.Clamp(rest - BurstStart, 0, BurstLength);
        return Math.Floor(seconds / Minute) * InMinute + batchesPerSecond * (rest + burst * (burstFactor - 1));
    }
}

namespace Soak.Load;

/// <summary>When each batch is due: at a steady rate, and at a multiple of it for two seconds in each minute.</summary>
internal sealed class Pace(double batchesPerSecond, double burstFactor)
{
    private const double Minute = 60;
    private const double BurstStart = 30;
    private const double BurstLength = 2;
    private const double Shortest = 0.001;
    private const double Max = 0.1;

    private double InMinute => batchesPerSecond * (Minute + BurstLength * (burstFactor - 1));

    /// <summary>How long it takes at least until a batch is due, so that waiting costs the machine nothing; zero where it is due.</summary>
    /// <param name="batch">The batch's number, from zero.</param>
    /// <param name="seconds">The time from the start.</param>
    public TimeSpan WaitFor(long batch, double seconds)
    {
        var early = batch - DueAt(seconds);
        return early <= 0 ? TimeSpan.Zero : TimeSpan.FromSeconds(Math.Clamp(early / (batchesPerSecond * burstFactor), Shortest, Max));
    }

    /// <summary>How many batches are due until a time, in seconds from the start.</summary>
    public double DueAt(double seconds)
    {
        var rest = seconds % Minute;
        var burst = Math.Clamp(rest - BurstStart, 0, BurstLength);
        return Math.Floor(seconds / Minute) * InMinute + batchesPerSecond * (rest + burst * (burstFactor - 1));
    }
}

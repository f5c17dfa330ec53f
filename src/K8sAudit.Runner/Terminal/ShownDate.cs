namespace K8sAudit.Runner.Terminal;

/// <summary>The date of the last alert on the terminal, of whatever source and thread. Thread-safe.</summary>
internal sealed class ShownDate
{
    private string _date = "";

    /// <summary>Sets the date of the next alert.</summary>
    /// <returns>Whether it is another one than that of the alert before.</returns>
    public bool Change(string date) => Interlocked.Exchange(ref _date, date) != date;
}

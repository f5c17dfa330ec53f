namespace K8sAudit.Runner.Outputs;

/// <summary>Delivers alerts. One thread uses it; disposing it finishes what was begun.</summary>
internal interface IAlertOutput : IDisposable
{
    /// <summary>How many alerts one call of <see cref="Write"/> takes at most; 1 by default.</summary>
    int MaxBatch => 1;

    /// <summary>How many alerts were written whose delivery is still uncertain; none by default. Any thread may read it.</summary>
    int Unconfirmed => 0;

    /// <summary>Looks how many of the <see cref="Unconfirmed"/> alerts were delivered meanwhile. Does nothing by default.</summary>
    void Confirm()
    {
    }

    /// <summary>Looks whether alerts can be delivered, without delivering one. Does nothing by default.</summary>
    /// <exception cref="Exception">They cannot; the message is the reason.</exception>
    void Check()
    {
    }

    /// <summary>Delivers alerts, in order. Alerts never wait in a buffer of the output.</summary>
    /// <exception cref="UndeliveredException">Some alerts are not delivered. After any other exception, none of them is.</exception>
    void Write(ReadOnlySpan<Alert> alerts);

    /// <summary>Closes and opens again what it writes to (SIGUSR1), because log rotation has moved the file. Does nothing by default.</summary>
    void Reopen()
    {
    }
}

namespace K8sAudit.Runner.Tests;

/// <summary>A clock of seconds that a test moves.</summary>
internal sealed class SteppedTime : TimeProvider
{
    private long _now;

    public override long TimestampFrequency => 1;

    public override long GetTimestamp() => _now;

    public void Step(int seconds = 1) => _now += seconds;
}

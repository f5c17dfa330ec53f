namespace FalcoPlugin.Sdk;

/// <summary>A source that knows how far it has read.</summary>
public interface IReportsProgress
{
    /// <summary>How far <paramref name="stream"/> is.</summary>
    Progress GetProgress(IEventStream stream);
}

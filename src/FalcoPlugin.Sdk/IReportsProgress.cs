namespace FalcoPlugin.Sdk;

/// <summary>A source plugin that reports how far an event stream has been read, and whether its input is finite.</summary>
/// <remarks>
/// Hosts distinguish finite input from endless input by the string: it is not empty for input with a known end, such as a regular file, from the moment
/// when the stream is opened. For endless input, such as a webhook, a pipe or a followed file, the string is empty and the fraction is 0
/// (<see cref="Progress.None"/>).
/// </remarks>
public interface IReportsProgress
{
    /// <summary>How far <paramref name="stream"/> has been read; <see cref="Progress.None"/> if its input is endless.</summary>
    Progress GetProgress(IEventStream stream);
}

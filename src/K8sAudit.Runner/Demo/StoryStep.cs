namespace K8sAudit.Runner.Demo;

/// <summary>A step of the story.</summary>
/// <param name="Event">The number of its event in the sample, from 1.</param>
/// <param name="Text">What happens.</param>
/// <param name="Rule">A rule that reports it.</param>
internal sealed record StoryStep(ulong Event, string Text, string Rule);

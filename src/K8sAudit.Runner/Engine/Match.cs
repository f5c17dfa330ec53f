using FalcoRules;
using FalcoRules.Evaluation;
using K8sAudit.Runner.EventFields;

namespace K8sAudit.Runner.Engine;

/// <summary>A rule that fired on an event. The values are those of the current event and change with the next one, so a match cannot be stored.</summary>
/// <param name="rule">The rule.</param>
/// <param name="values">The values of the event's fields.</param>
/// <param name="current">What the host knows about the event.</param>
internal readonly ref struct Match(Rule rule, EventValues values, CurrentEvent current)
{
    public Rule Rule => rule;

    public EventValues Values => values;

    public CurrentEvent Current => current;
}

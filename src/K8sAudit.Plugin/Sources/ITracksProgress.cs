using FalcoPlugin.Sdk;

namespace K8sAudit.Plugin.Sources;

/// <summary>A stream that can say how far it is.</summary>
internal interface ITracksProgress
{
    Progress Progress { get; }
}

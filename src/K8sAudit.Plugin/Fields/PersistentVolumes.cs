using K8sAudit.Plugin.Fields.Objects;

namespace K8sAudit.Plugin.Fields;

/// <summary>The members of a persistent volume's specification.</summary>
internal static class PersistentVolumes
{
    /// <summary>Those that are paths on a host.</summary>
    public static readonly ObjectPath[] HostPaths = ["spec/hostPath/path", "spec/local/path"];

    /// <summary>Those that do not tell the type of the volume.</summary>
    public static readonly ObjectPath OtherMembers =
        "accessModes/capacity/claimRef/mountOptions/nodeAffinity/persistentVolumeReclaimPolicy/storageClassName/volumeAttributesClassName/volumeMode";
}

namespace K8sAudit.Runner.Demo;

/// <summary>What happens in the events of the sample: the steps of an attack, in order.</summary>
internal static class Story
{
    /// <summary>What is said before the first step.</summary>
    public const string Begin =
        "A cluster runs a shop, and an attacker has the credentials of its administrator. The API server writes an audit event for each of the requests "
        + "that follow, and k8saudit evaluates its rules on them.";

    /// <summary>What is said after the last step.</summary>
    public const string End =
        "k8saudit audit.jsonl does this with a file of your own, k8saudit http://0.0.0.0:9765/k8s-audit with the events of an API server.";

    public static IReadOnlyList<StoryStep> Steps { get; } =
    [
        new(17, "A privileged pod is created. What runs in it can do what root can do on its node.", "Create Privileged Pod"),
        new(21, "Another pod mounts a directory of its node, and with it the files of other pods.", "Create Sensitive Mount Pod"),
        new(27, "A command is executed in a running pod.", "Attach/Exec Pod"),
        new(28, "A debug container is put into a running pod, beside the container of the shop.", "EphemeralContainers Created"),
        new(31, "A password is written to a config map, which many may read.", "Create/Modify Configmap With Private Credentials"),
        new(33, "The Secret with the password of the database is read.", "K8s Secret Get Successfully"),
        new(36, "bob tries to list the Secrets of all namespaces, and is refused.", "Secrets Listed in All Namespaces"),
        new(39, "A role is created that allows everything on everything.", "ClusterRole With Wildcard Created"),
        new(42, "The role cluster-admin is bound to mallory, who keeps it when the credentials are changed.", "Attach to cluster-admin Role"),
        new(44, "A role of Kubernetes itself gets further permissions.", "System ClusterRole Modified/Deleted"),
    ];
}

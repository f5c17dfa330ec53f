namespace K8sAudit.Runner.Commands;

/// <summary>Options of Falco that cannot mean anything here, or that it has no more, each with its reason. They are refused, so that no script believes that they worked.</summary>
internal static class RefusedOptions
{
    private const string Driver = "it chooses how system calls are collected, and only plugin event sources are read here";
    private const string Container = "it belongs to the collection of system calls, and only plugin event sources are read here";

    private const string Selection = "Falco has it no more; use -o";

    /// <summary>The option and why it is refused.</summary>
    public static IReadOnlyList<(string Option, string Reason)> All { get; } =
    [
        ("--modern-bpf", Driver),
        ("--gvisor-config", Driver),
        ("--gvisor-generate-config", Driver),
        ("--gvisor-root", Driver),
        ("--nodriver", Driver),
        ("--userspace", Driver),
        ("-k", Container),
        ("-K", Container),
        ("--cri", Container),
        ("--disable-cri-async", Container),
        ("-e", "it reads a capture of system calls; give a file of audit events as the argument instead"),
        ("-i", "it lists system calls that are ignored, and there are none"),
        ("-S", "it limits the data of system calls"),
        ("-b", "it prints the data buffers of system calls"),
        ("--list-events", "it lists system calls, and there are none"),
        ("--list-syscall-events", "it lists system calls, and there are none"),
        ("--config-schema", "there is no schema of the configuration; the documentation lists its keys"),
        ("--rule-schema", "there is no schema of rules files; -V checks them"),
        ("-D", $"{Selection} rules[].disable.rule=NAME, with * for any text"),
        ("-t", $"{Selection} rules[].enable.tag=TAG behind -o rules[].disable.rule=*"),
        ("-T", $"{Selection} rules[].disable.tag=TAG"),
        ("--page-size", "it helps to size the buffer of system calls, and there is none"),
    ];
}

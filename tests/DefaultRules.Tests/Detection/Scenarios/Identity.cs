using System.Text.Json.Nodes;

namespace DefaultRules.Tests.Detection.Scenarios;

/// <summary>Who makes a request: the user and groups, and the client and address that are usual for the identity.</summary>
/// <param name="User">The name of the user.</param>
/// <param name="Groups">The groups.</param>
/// <param name="Agent">The user agent.</param>
/// <param name="Address">The address of the client.</param>
internal sealed record Identity(string User, string[] Groups, string Agent, string Address)
{
    public const string File = "identities.yaml";

    private const string DefaultAgent = "curl/8.5.0";
    private const string DefaultAddress = "10.244.1.17";

    private static readonly JsonObject _known = DetectionFile.Yaml(DetectionFile.PathOf(Path.Combine("Scenarios", File))).AsObject();

    /// <summary>The identity of that name in <c>identities.yaml</c>, or else the user of that name.</summary>
    public static Identity Of(string name)
    {
        var known = _known[name];
        var user = (string?)known?["user"] ?? name;
        string[] groups = [.. known?["groups"]?.AsArray().Select(group => (string)group!) ?? [], .. GroupsOf(user)];
        return new(user, groups, (string?)known?["agent"] ?? DefaultAgent, (string?)known?["address"] ?? DefaultAddress);
    }

    private static string[] GroupsOf(string user) => user.Split(':') switch
    {
        ["system", "serviceaccount", var space, _] => ["system:serviceaccounts", $"system:serviceaccounts:{space}", "system:authenticated"],
        ["system", "node", _] => ["system:nodes", "system:authenticated"],
        ["system", "bootstrap", _] => ["system:bootstrappers", "system:authenticated"],
        ["system", "anonymous"] => ["system:unauthenticated"],
        _ => ["system:authenticated"],
    };
}

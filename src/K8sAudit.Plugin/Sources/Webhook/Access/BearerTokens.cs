using System.Security.Cryptography;
using System.Text;
using FalcoPlugin.Sdk;
using K8sAudit.Plugin.Messages;

namespace K8sAudit.Plugin.Sources.Webhook.Access;

/// <summary>The tokens that are accepted. Several at once, so that a new one can be introduced before the old one is removed.</summary>
internal sealed class BearerTokens(byte[][] hashes)
{
    private const string Scheme = "Bearer ";

    /// <exception cref="PluginException">The file is missing or has no token.</exception>
    public static BearerTokens Load(string path)
    {
        var tokens = SecretFile.Read(path, PluginMessages.TokenFileIsMissing)
            .Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        return tokens.Length > 0 ? new BearerTokens([.. tokens.Select(Hash)]) : throw new PluginException(PluginMessages.TokenFileIsEmpty(path));
    }

    /// <summary>Whether an <c>Authorization</c> header has one of them. The time that this takes does not depend on the tokens.</summary>
    public bool Accept(string? authorization)
    {
        if (authorization is null || !authorization.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase))
        {
            return false;
        }

        var given = Hash(authorization[Scheme.Length..].Trim());
        var isKnown = false;
        foreach (var hash in hashes)
        {
            isKnown |= CryptographicOperations.FixedTimeEquals(hash, given);
        }

        return isKnown;
    }

    private static byte[] Hash(string token) => SHA256.HashData(Encoding.UTF8.GetBytes(token));
}

using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using FalcoPlugin.Sdk;
using K8sAudit.Plugin.Messages;

namespace K8sAudit.Plugin.Sources.Webhook.Access;

/// <summary>Decides whether a client's certificate is accepted: issued for clients by one of the authorities, in date, and with one of the names.</summary>
internal sealed class ClientAuthorities(X509Certificate2Collection authorities, string[] names)
{
    private const string ClientAuthentication = "1.3.6.1.5.5.7.3.2";

    /// <exception cref="PluginException">The file is missing or has no certificate.</exception>
    public static ClientAuthorities Load(string path, string[] names)
    {
        var pem = SecretFile.Read(path, PluginMessages.ClientCAIsMissing);
        var authorities = new X509Certificate2Collection();
        try
        {
            authorities.ImportFromPem(pem);
        }
        catch (CryptographicException e)
        {
            throw new PluginException(PluginMessages.ClientCAIsDamaged(path), e);
        }

        return authorities.Count > 0 ? new ClientAuthorities(authorities, names) : throw new PluginException(PluginMessages.ClientCAIsEmpty(path));
    }

    /// <summary>Why a certificate is refused; null if it is accepted.</summary>
    public string? Refuse(X509Certificate? certificate, X509Chain? sent)
    {
        if (certificate is not X509Certificate2 client)
        {
            return PluginMessages.NoClientCertificate;
        }

        using var chain = new X509Chain { ChainPolicy = Policy(sent) };
        chain.Build(client);
        if (WhyInvalid(chain) is { } reason)
        {
            return PluginMessages.BadClientCertificate(client.Subject, reason);
        }

        return names.Length == 0 || NamesOf(client).Any(names.Contains) ? null : PluginMessages.WrongClientName(client.Subject);
    }

    // Each configured certificate is a trust anchor, also that of an intermediate authority (as in Go): the chain up to it must be valid, and what is above it
    // does not count.
    private string? WhyInvalid(X509Chain chain)
    {
        foreach (var element in chain.ChainElements)
        {
            var isAnchor = authorities.Any(authority => authority.RawDataMemory.Span.SequenceEqual(element.Certificate.RawDataMemory.Span));
            foreach (var status in element.ChainElementStatus)
            {
                if (status.Status is not X509ChainStatusFlags.NoError
                    && !(status.Status is X509ChainStatusFlags.PartialChain or X509ChainStatusFlags.UntrustedRoot))
                {
                    return status.StatusInformation.Trim();
                }
            }

            if (isAnchor)
            {
                return null;
            }
        }

        return PluginMessages.NoAuthority;
    }

    private X509ChainPolicy Policy(X509Chain? sent)
    {
        var policy = new X509ChainPolicy
        {
            TrustMode = X509ChainTrustMode.CustomRootTrust,
            RevocationMode = X509RevocationMode.NoCheck,
            VerificationFlags = X509VerificationFlags.AllowUnknownCertificateAuthority,
            DisableCertificateDownloads = true,
        };
        policy.CustomTrustStore.AddRange(authorities);
        policy.ApplicationPolicy.Add(new Oid(ClientAuthentication));
        policy.ExtraStore.AddRange(sent?.ChainPolicy.ExtraStore ?? []);
        return policy;
    }

    private static IEnumerable<string> NamesOf(X509Certificate2 certificate) =>
        SubjectNames.AlternativeNames(certificate).Prepend(certificate.GetNameInfo(X509NameType.SimpleName, forIssuer: false));
}

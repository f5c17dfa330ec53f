using K8sAudit.Runner.Configuration;
using K8sAudit.Runner.Outputs;

namespace K8sAudit.Runner.Tests.Outputs;

/// <summary>Which changes make another output, so that a reload does not keep the open one.</summary>
public sealed class OutputPlanTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("ca_cert")]
    [InlineData("ca_bundle")]
    [InlineData("ca_path")]
    [InlineData("client_cert")]
    [InlineData("client_key")]
    public void Another_content_of_a_certificate_file_makes_another_output(string key)
    {
        var file = _folder.Write("folder/file.pem", "old");
        var http = new HttpOutputConfiguration { Url = new Uri("https://localhost"), MutualTls = true, ClientCert = "", ClientKey = "" };
        http = key switch
        {
            "ca_cert" => http with { CaCert = file },
            "ca_bundle" => http with { CaBundle = file },
            "ca_path" => http with { CaPath = Path.GetDirectoryName(file)! },
            "client_cert" => http with { ClientCert = file },
            _ => http with { ClientKey = file },
        };

        var before = Plan(http);
        Assert.Equal(before, Plan(http));
        File.WriteAllText(file, "new");
        Assert.NotEqual(before, Plan(http));
    }

    [Theory]
    [InlineData("https://user:old@localhost/x", false)]
    [InlineData("https://user:new@localhost/x", true)]
    [InlineData("https://localhost/x", false)]
    public void Another_name_or_password_in_the_address_makes_another_output(string url, bool isSame)
    {
        var plan = Plan(new HttpOutputConfiguration { Url = new Uri("https://user:new@localhost/x") });

        Assert.Equal(isSame, plan == Plan(new HttpOutputConfiguration { Url = new Uri(url) }));
    }

    private static OutputPlan Plan(HttpOutputConfiguration http) => Assert.Single(OutputPlan.Of(new FalcoConfiguration { Outputs = [http] }));
}

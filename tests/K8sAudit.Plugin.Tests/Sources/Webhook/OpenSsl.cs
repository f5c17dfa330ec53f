using System.Diagnostics;

namespace K8sAudit.Plugin.Tests.Sources.Webhook;

/// <summary>Certificates and connections as people make them: with the <c>openssl</c> and <c>curl</c> of the machine.</summary>
internal sealed class OpenSsl(TempFolder folder)
{
    /// <summary>Makes an authority: <c>name.pem</c> and <c>name.key</c>.</summary>
    public void Authority(string name) =>
        Run("openssl", $"req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout {name}.key -out {name}.pem -days 2 -subj /CN={name}");

    /// <summary>Makes a certificate that an authority signs.</summary>
    public void Issue(string name, string authority, string usage, string alternativeName, bool expired = false)
    {
        folder.Write(name + ".ext", $"extendedKeyUsage={usage}\nsubjectAltName={alternativeName}\n");
        Run("openssl", $"req -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout {name}.key -out {name}.csr -subj /CN={name}");
        folder.Write(name + ".db", "");
        folder.Write(name + ".cnf", $"[ca]\ndefault_ca=d\n[d]\ndatabase={folder[name + ".db"]}\nnew_certs_dir={folder.Root}\nrand_serial=yes\ndefault_md=sha256\npolicy=p\n[p]\ncommonName=supplied\n");
        var dates = expired ? "-startdate 20200101000000Z -enddate 20200102000000Z" : "-days 1";
        Run("openssl", $"ca -batch -notext -config {name}.cnf -cert {authority}.pem -keyfile {authority}.key {dates} -extfile {name}.ext -in {name}.csr -out {name}.pem");
    }

    /// <summary>Posts an event and returns the status, or what curl says where there is none.</summary>
    public string Curl(int port, string arguments) =>
        Run("curl", $"-sS --max-time 20 -o answer -w %{{http_code}} -H Content-Type:application/json --data-binary @event.json {arguments} https://localhost:{port}/k8s-audit", mayFail: true);

    /// <summary>Runs a program in the folder and returns what it writes.</summary>
    public string Run(string program, string arguments, bool mayFail = false)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = folder.Root,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        process.StandardInput.Close();
        var error = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.True(mayFail || process.ExitCode == 0, $"{program} {arguments}: {error.Result}");
        return mayFail ? output + error.Result : output;
    }
}

using System.Diagnostics;

namespace Testing;

/// <summary>Certificates and connections made with the machine's <c>openssl</c> and <c>curl</c>.</summary>
/// <param name="folder">The folder of the files, which is the working folder of the programs.</param>
public sealed class OpenSsl(TempFolder folder)
{
    /// <summary>Creates a certificate authority: <c>name.pem</c> and <c>name.key</c>.</summary>
    public void Authority(string name) =>
        Run("openssl", $"req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout {name}.key -out {name}.pem -days 2 -subj /CN={name}");

    /// <summary>Creates a certificate signed by an authority: <c>name.pem</c> and <c>name.key</c>.</summary>
    public void Issue(string name, string authority, string usage, string alternativeName, bool expired = false)
    {
        Sign(name, authority, $"extendedKeyUsage={usage}\nsubjectAltName={alternativeName}\n", expired);
    }

    /// <summary>Creates an authority that another one has signed: <c>name.pem</c> and <c>name.key</c>.</summary>
    public void Intermediate(string name, string authority, string? commonName = null) =>
        Sign(name, authority, "basicConstraints=critical,CA:true\n", expired: false, commonName);

    /// <summary>Posts <c>event.json</c> to a webhook and returns the HTTP status, followed by curl's error if there is one.</summary>
    public string Curl(int port, string arguments) =>
        TryRun("curl", $"-sS --max-time 20 -o answer -w %{{http_code}} -H Content-Type:application/json --data-binary @event.json {arguments} https://localhost:{port}/k8s-audit");

    /// <summary>Runs a program in the folder and returns its output.</summary>
    public string Run(string program, string arguments) => ChildProcess.Run(In(program, arguments)).Output;

    /// <summary>Runs a program in the folder with any exit code, and returns its output followed by its errors.</summary>
    public string TryRun(string program, string arguments)
    {
        var result = ChildProcess.TryRun(In(program, arguments));
        return result.Output + result.Errors;
    }

    private void Sign(string name, string authority, string extensions, bool expired, string? commonName = null)
    {
        folder.Write(name + ".ext", extensions);
        Run("openssl", $"req -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout {name}.key -out {name}.csr -subj /CN={commonName ?? name}");
        folder.Write(name + ".db", "");
        folder.Write(name + ".cnf", $"[ca]\ndefault_ca=d\n[d]\ndatabase={folder[name + ".db"]}\nnew_certs_dir={folder.Path}\nrand_serial=yes\ndefault_md=sha256\npolicy=p\n[p]\ncommonName=supplied\n");
        var dates = expired ? "-startdate 20200101000000Z -enddate 20200102000000Z" : "-days 1";
        Run(
            "openssl",
            $"ca -batch -notext -config {name}.cnf -cert {authority}.pem -keyfile {authority}.key {dates} -extfile {name}.ext -in {name}.csr -out {name}.pem");
    }

    private ProcessStartInfo In(string program, string arguments) => new(program, arguments) { WorkingDirectory = folder.Path };
}

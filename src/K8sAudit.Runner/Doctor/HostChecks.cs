using System.Globalization;
using System.Net.Sockets;
using K8sAudit.Runner.Native;
using K8sAudit.Runner.Reports;

namespace K8sAudit.Runner.Doctor;

/// <summary>Checks of the host: ports, files, limits, clock.</summary>
internal static class HostChecks
{
    private const long DefaultConnections = 1024;
    private const long OtherDescriptors = 100;
    private const long DefaultBuffered = 64 * 1024 * 1024;
    private const long BytesPerMegabyte = 1024 * 1024;
    private const long SteadyMemory = 64 * BytesPerMegabyte;

    // A container without a limit has a number near 2^63.
    private const long Unlimited = 1L << 60;

    private static readonly string[] _memoryLimits = ["/sys/fs/cgroup/memory.max", "/sys/fs/cgroup/memory/memory.limit_in_bytes"];

    public static IEnumerable<Finding> WebServer(DoctorContext context)
    {
        if (context.Configuration.WebServer is not { } server)
        {
            return [Finding.Ok("off (webserver.enabled); there are no pages for probes and metrics")];
        }

        return
        [
            Port(server),
            .. server.Certificate is { } file ? CertificateChecks.Server("webserver.ssl_certificate", file, file, DateTimeOffset.UtcNow) : [],
        ];
    }

    public static IEnumerable<Finding> Files(DoctorContext context)
    {
        var options = context.Plan.Sources.Select(source => InitOptions.Read(context.Plugins.SourcePlugin(source).Configuration.InitConfig)).ToList();
        (string Key, string File)[] files =
        [
            ("-P", context.Options.PidFile ?? ""),
            ("metrics.output_file", context.Configuration.Metrics?.File ?? ""),
            .. options.Select(option => ("offsetFile", option.Text("offsetFile"))),
        ];
        var directories = options.Select(option => option.Text("stateDir")).Where(path => path.Length > 0);
        Finding[] findings =
        [
            .. from entry in files
               where entry.File.Length > 0
               select Writable(entry.Key, entry.File, Path.GetDirectoryName(Path.GetFullPath(entry.File))!),
            .. directories.Select(path => Writable("stateDir", path, Existing(path))),
        ];
        return findings.Length > 0 ? findings : [Finding.Ok("no files are written besides those of outputs")];
    }

    public static IEnumerable<Finding> Limits(DoctorContext context)
    {
        var webhook = context.Webhook;
        var needed = webhook is null ? OtherDescriptors : webhook.Options.Number("maxConnections", DefaultConnections) + OtherDescriptors;
        yield return DescriptorLimit.Current >= needed
            ? Finding.Ok($"{DescriptorLimit.Current} open files are allowed, {needed} are needed")
            : Finding.Warn(
                $"{DescriptorLimit.Current} open files are allowed, {needed} are needed",
                "raise the limit (LimitNOFILE, ulimit -Hn), or lower maxConnections");
        yield return Finding.Ok("inotify is not used");
        var memory = SteadyMemory + (webhook is null ? 0 : 3 * webhook.Options.Number("maxBufferedBytes", DefaultBuffered));
        yield return MemoryLimit() is not { } limit ? Finding.Ok("the memory of the process is not limited")
            : limit >= memory ? Finding.Ok($"{Megabytes(limit)} of memory are allowed, {Megabytes(memory)} are needed at most")
            : Finding.Warn(
                $"{Megabytes(limit)} of memory are allowed, {Megabytes(memory)} are needed at most",
                "raise the limit of the container, or lower maxBufferedBytes");
    }

    public static IEnumerable<Finding> Clock(DoctorContext context)
    {
        var now = DateTimeOffset.UtcNow.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
        return
        [
            ClockState.IsSynchronized() switch
            {
                true => Finding.Ok($"{now}, synchronized"),
                false => Finding.Warn(
                    $"{now}; the kernel does not know the clock to be synchronized",
                    "run an NTP client: dates of certificates and times of alerts depend on it"),
                null => Finding.Ok($"{now}; whether it is synchronized cannot be read"),
            },
        ];
    }

    private static Finding Port(Configuration.WebServerConfiguration server)
    {
        var name = $"{server.Address}:{server.Port}";
        try
        {
            using var listener = new TcpListener(server.Address, server.Port);
            listener.Start();
            return Finding.Ok($"port {name} is free");
        }
        catch (SocketException e)
        {
            var local = server.Address.AddressFamily == AddressFamily.InterNetworkV6 ? "[::1]" : "127.0.0.1";
            return HealthCheck.IsHealthy($"{(server.SslEnabled ? "https" : "http")}://{local}:{server.Port}{server.HealthEndpoint}")
                ? Finding.Ok($"port {name} is served by a running instance")
                : Finding.Fail(
                    $"the webserver cannot listen on {name}: {e.Message}",
                    "end the program that listens there (ss -ltnp), or change webserver.listen_port");
        }
    }

    private static Finding Writable(string key, string path, string directory) =>
        !Directory.Exists(directory) ? Finding.Fail($"{key}: the directory {directory} does not exist", $"create it, or correct {key}")
        : FileAccessCheck.IsWritable(File.Exists(path) ? path : directory) ? Finding.Ok($"{key}: {path} can be written")
        : Finding.Fail($"{key}: {path} cannot be written by this user", $"let the user write to it, or correct {key}");

    // The nearest directory that exists: those below it are created.
    private static string Existing(string path)
    {
        var directory = Path.GetFullPath(path);
        while (!Directory.Exists(directory) && Path.GetDirectoryName(directory) is { } parent)
        {
            directory = parent;
        }

        return directory;
    }

    private static long? MemoryLimit() => _memoryLimits.Select(HostInfo.Read)
        .Select(text => long.TryParse(text.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var bytes) && bytes < Unlimited ? (long?)bytes : null)
        .FirstOrDefault(bytes => bytes is not null);

    private static string Megabytes(long bytes) => string.Create(CultureInfo.InvariantCulture, $"{bytes / BytesPerMegabyte} MiB");
}

using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using K8sAudit.Plugin.Sources.Webhook.Memory;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace K8sAudit.Plugin.Sources.Webhook.Http;

/// <summary>
/// The services that Kestrel needs, and nothing else of the platform's web host, which would bring configuration, routing, files and signal handlers into the
/// process of the host.
/// </summary>
internal sealed class KestrelServices : IWebHostBuilder
{
    private readonly ServiceCollection _services = new();

    /// <param name="log">Receives what Kestrel logs.</param>
    public KestrelServices(ILoggerFactory log)
    {
        _services.AddOptions();
        _services.AddSingleton<ILoggerFactory>(_ => log);
        _services.AddSingleton<IMeterFactory, UnreadMeters>();
        // Made by the provider, which then disposes it: the platform keeps a list of all there are.
        _services.AddSingleton<DiagnosticSource>(_ => new DiagnosticListener(nameof(K8sAudit)));
    }

    /// <summary>The services; disposing them disposes the server.</summary>
    public ServiceProvider Provide()
    {
        // Last, since Kestrel adds a pool of its own and the later one counts.
        _services.AddSingleton<IMemoryPoolFactory<byte>>(ReceiveBlocks.OfProcess);
        return _services.BuildServiceProvider();
    }

    /// <inheritdoc/>
    public IWebHostBuilder ConfigureServices(Action<IServiceCollection> configureServices)
    {
        configureServices(_services);
        return this;
    }

    /// <inheritdoc/>
    public IWebHostBuilder ConfigureServices(Action<WebHostBuilderContext, IServiceCollection> configureServices)
    {
        configureServices(new WebHostBuilderContext(), _services);
        return this;
    }

    /// <inheritdoc/>
    public IWebHostBuilder ConfigureAppConfiguration(Action<WebHostBuilderContext, IConfigurationBuilder> configureDelegate) => this;

    /// <inheritdoc/>
    public string? GetSetting(string key) => null;

    /// <inheritdoc/>
    public IWebHostBuilder UseSetting(string key, string? value) => this;

#pragma warning disable ASPDEPR008 // The interface still has it.
    /// <inheritdoc/>
    public IWebHost Build() => throw new NotSupportedException($"The host is not built; {nameof(IServer)} is among the services.");
#pragma warning restore ASPDEPR008

    private sealed class UnreadMeters : IMeterFactory
    {
        private readonly ConcurrentBag<Meter> _meters = [];

        public Meter Create(MeterOptions options)
        {
            var meter = new Meter(options);
            _meters.Add(meter);
            return meter;
        }

        public void Dispose()
        {
            foreach (var meter in _meters)
            {
                meter.Dispose();
            }
        }
    }
}

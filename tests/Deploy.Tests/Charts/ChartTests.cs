namespace Deploy.Tests.Charts;

/// <summary>What the chart renders for values.</summary>
public class ChartTests
{
    /// <summary>
    /// A name, values, and facts about the objects, one a line: <c>Kind/name path = value</c>, <c>Kind/name path</c> for a path that has no value,
    /// <c>no Kind/name</c>, and <c>falco.yaml path = value</c> for the configuration.
    /// </summary>
    public static TheoryData<string, string, string> Cases { get; } = new()
    {
        {
            "The defaults are a webhook over TLS that runs without privileges",
            "",
            """
            Deployment/k8saudit spec.replicas = 1
            Deployment/k8saudit spec.strategy.rollingUpdate.maxUnavailable = 0
            Deployment/k8saudit spec.template.spec.containers[0].image = IMAGE:1.0.0
            Deployment/k8saudit spec.template.spec.containers[0].args = [-c, /etc/k8saudit/config/falco.yaml]
            Deployment/k8saudit spec.template.spec.automountServiceAccountToken = false
            Deployment/k8saudit spec.template.spec.securityContext.runAsNonRoot = true
            Deployment/k8saudit spec.template.spec.containers[0].securityContext.readOnlyRootFilesystem = true
            Deployment/k8saudit spec.template.spec.containers[0].securityContext.capabilities.drop = [ALL]
            Deployment/k8saudit spec.template.spec.containers[0].readinessProbe.httpGet = {path: /healthz, port: webhook, scheme: HTTPS}
            Deployment/k8saudit spec.template.spec.terminationGracePeriodSeconds = 60
            Service/k8saudit spec.type = ClusterIP
            Service/k8saudit spec.ports[0].port = 9765
            Service/k8saudit-metrics spec.clusterIP = None
            Secret/k8saudit-tls type = kubernetes.io/tls
            falco.yaml plugins[name=k8saudit].open_params = https://:9765/k8s-audit
            falco.yaml plugins[name=k8saudit].init_config = {sslCertificate: /etc/k8saudit/tls/tls.crt, sslKey: /etc/k8saudit/tls/tls.key, stateDir: /var/lib/k8saudit/state}
            falco.yaml webserver = {enabled: true, listen_port: 8765, prometheus_metrics_enabled: true}
            falco.yaml rules_files[2] = /etc/k8saudit/rules.d
            no DaemonSet/k8saudit
            no Secret/k8saudit-apiserver
            no Certificate/k8saudit
            no PodDisruptionBudget/k8saudit
            no NetworkPolicy/k8saudit
            no ServiceMonitor/k8saudit
            """
        },
        {
            "Log mode follows the log of each control-plane node and keeps the offset there",
            "{mode: log, log: {path: /var/log/k8s/a.log}}",
            """
            DaemonSet/k8saudit spec.template.spec.nodeSelector = {node-role.kubernetes.io/control-plane: }
            DaemonSet/k8saudit spec.template.spec.tolerations[0].key = node-role.kubernetes.io/control-plane
            DaemonSet/k8saudit spec.template.spec.volumes[name=log].hostPath.path = /var/log/k8s
            DaemonSet/k8saudit spec.template.spec.containers[0].volumeMounts[name=log] = {name: log, mountPath: /var/log/audit, readOnly: true}
            DaemonSet/k8saudit spec.template.spec.volumes[name=state].hostPath.path = /var/lib/k8saudit
            DaemonSet/k8saudit spec.template.spec.securityContext.runAsUser = 0
            DaemonSet/k8saudit spec.updateStrategy.rollingUpdate.maxSurge = 0
            DaemonSet/k8saudit spec.template.spec.containers[0].readinessProbe.httpGet.path = /readyz
            falco.yaml plugins[name=k8saudit].open_params = file:///var/log/audit/a.log
            falco.yaml plugins[name=k8saudit].init_config = {offsetFile: /var/lib/k8saudit/offset}
            no Deployment/k8saudit
            no Service/k8saudit
            no Secret/k8saudit-tls
            """
        },
        {
            "Log mode has the rights that some distributions need for the log",
            "{mode: log, log: {addCapabilities: [DAC_READ_SEARCH], seLinuxOptions: {type: spc_t}}}",
            """
            DaemonSet/k8saudit spec.template.spec.containers[0].securityContext.capabilities = {drop: [ALL], add: [DAC_READ_SEARCH]}
            DaemonSet/k8saudit spec.template.spec.securityContext.seLinuxOptions.type = spc_t
            """
        },
        {
            "Mutual TLS gives the API server a client certificate and requires it",
            "{webhook: {mutualTls: {enabled: true, clientNames: [api]}}}",
            """
            Secret/k8saudit-apiserver type = kubernetes.io/tls
            falco.yaml plugins[name=k8saudit].init_config.clientCA = /etc/k8saudit/tls/ca.crt
            falco.yaml plugins[name=k8saudit].init_config.clientNames = [api]
            Deployment/k8saudit spec.template.spec.containers[0].readinessProbe.httpGet = {path: /healthz, port: metrics}
            """
        },
        {
            "cert-manager issues the certificates from an authority of the chart",
            "{webhook: {tls: {mode: certManager, ipAddresses: [192.0.2.7]}, service: {clusterIP: 10.96.0.50}, mutualTls: {enabled: true}}}",
            """
            Issuer/k8saudit-selfsigned spec.selfSigned = {}
            Issuer/k8saudit-ca spec.ca.secretName = k8saudit-ca
            Certificate/k8saudit-ca spec.isCA = true
            Certificate/k8saudit spec.secretName = k8saudit-tls
            Certificate/k8saudit spec.dnsNames = [k8saudit.falco.svc, k8saudit.falco.svc.cluster.local]
            Certificate/k8saudit spec.ipAddresses = [192.0.2.7, 10.96.0.50]
            Certificate/k8saudit spec.issuerRef.name = k8saudit-ca
            Certificate/k8saudit-apiserver spec.commonName = kube-apiserver
            Certificate/k8saudit-apiserver spec.usages = [client auth]
            Service/k8saudit spec.clusterIP = 10.96.0.50
            no Secret/k8saudit-tls
            """
        },
        {
            "cert-manager issues the certificates from an issuer of the cluster",
            "{webhook: {tls: {mode: certManager, certManager: {issuerRef: {name: corp, kind: ClusterIssuer}}}}}",
            """
            Certificate/k8saudit spec.issuerRef.name = corp
            Certificate/k8saudit spec.issuerRef.kind = ClusterIssuer
            no Issuer/k8saudit-ca
            no Certificate/k8saudit-ca
            """
        },
        {
            "A Secret of the user is mounted, and so are tokens",
            "{webhook: {tls: {mode: secret, secretName: mine}, tokenSecretName: tokens}}",
            """
            Deployment/k8saudit spec.template.spec.volumes[name=tls].secret.secretName = mine
            Deployment/k8saudit spec.template.spec.volumes[name=tokens].secret.secretName = tokens
            falco.yaml plugins[name=k8saudit].init_config.bearerTokenFile = /etc/k8saudit/tokens/tokens
            no Secret/k8saudit-tls
            """
        },
        {
            "Without TLS nothing of TLS is left",
            "{webhook: {tls: {mode: none}, port: 8080, path: /audit}}",
            """
            Deployment/k8saudit spec.template.spec.volumes[name=tls]
            Deployment/k8saudit spec.template.spec.containers[0].readinessProbe.httpGet.scheme = HTTP
            Service/k8saudit spec.ports[0].port = 8080
            falco.yaml plugins[name=k8saudit].open_params = http://:8080/audit
            falco.yaml plugins[name=k8saudit].init_config = {stateDir: /var/lib/k8saudit/state}
            no Secret/k8saudit-tls
            """
        },
        {
            "A node port and a load balancer are ways to reach the webhook",
            """
            webhook: {replicas: 2, service: {type: NodePort, nodePort: 30765, externalTrafficPolicy: Local, annotations: {a: b}}}
            podDisruptionBudget: {enabled: true}
            """,
            """
            Deployment/k8saudit spec.replicas = 2
            Service/k8saudit spec.type = NodePort
            Service/k8saudit spec.ports[0].nodePort = 30765
            Service/k8saudit spec.externalTrafficPolicy = Local
            Service/k8saudit metadata.annotations = {a: b}
            PodDisruptionBudget/k8saudit spec.minAvailable = 1
            """
        },
        {
            "A load balancer accepts the ranges of the API servers only",
            "{webhook: {service: {type: LoadBalancer, loadBalancerClass: example.org/lb, loadBalancerSourceRanges: [192.0.2.0/24]}}}",
            """
            Service/k8saudit spec.type = LoadBalancer
            Service/k8saudit spec.loadBalancerClass = example.org/lb
            Service/k8saudit spec.loadBalancerSourceRanges = [192.0.2.0/24]
            """
        },
        {
            "Rules are files of a ConfigMap, as text or as a list, beside ConfigMaps of the user",
            """
            rules:
              a.yaml: "- list: a\n  items: []\n"
              b.yaml: [{rule: B, enabled: false}]
            rulesConfigMaps: [more]
            defaultRules: false
            """,
            """
            ConfigMap/k8saudit-rules data = {a.yaml: - list: a\n  items: []\n, b.yaml: - enabled: false\n  rule: B\n}
            Deployment/k8saudit spec.template.spec.volumes[name=rules].projected.sources[1].configMap.name = more
            falco.yaml rules_files = [/etc/k8saudit/rules.d]
            """
        },
        {
            "Keys of falco.yaml and options of the plugin replace those of the chart",
            """
            plugin: {maxBufferedBytes: 134217728}
            config: {json_output: false, priority: warning, webserver: {ssl_enabled: true}}
            falcosidekick: {enabled: true, url: "http://sidekick:2801"}
            """,
            """
            falco.yaml plugins[name=k8saudit].init_config.maxBufferedBytes = 134217728
            falco.yaml json_output = false
            falco.yaml priority = warning
            falco.yaml webserver.ssl_enabled = true
            falco.yaml webserver.listen_port = 8765
            falco.yaml http_output = {enabled: true, keep_alive: true, url: http://sidekick:2801}
            """
        },
        {
            "Monitoring has a ServiceMonitor, alert rules and a dashboard",
            """
            metrics:
              serviceMonitor: {enabled: true, interval: 15s, labels: {release: prometheus}}
              prometheusRule: {enabled: true, disabled: [K8sAuditAbsent], additional: [{alert: Mine, expr: vector(1)}]}
              dashboard: {enabled: true}
            """,
            """
            ServiceMonitor/k8saudit metadata.labels.release = prometheus
            ServiceMonitor/k8saudit spec.endpoints[0] = {port: metrics, path: /metrics, interval: 15s}
            ServiceMonitor/k8saudit spec.selector.matchLabels = {app.kubernetes.io/name: k8saudit, app.kubernetes.io/instance: k8saudit, app.kubernetes.io/component: metrics}
            PrometheusRule/k8saudit spec.groups[0].rules[0].alert = K8sAuditNoEvents
            PrometheusRule/k8saudit spec.groups[0].rules[alert=Mine].expr = vector(1)
            PrometheusRule/k8saudit spec.groups[0].rules[alert=K8sAuditAbsent]
            PrometheusRule/k8saudit spec.groups[1].rules[0].alert = KubernetesAuditEventsLost
            ConfigMap/k8saudit-dashboard metadata.labels.grafana_dashboard = 1
            """
        },
        {
            "Without metrics nothing scrapes",
            "{metrics: {enabled: false, serviceMonitor: {enabled: true}, prometheusRule: {enabled: true}, dashboard: {enabled: true}}}",
            """
            falco.yaml metrics.enabled = false
            falco.yaml webserver.prometheus_metrics_enabled = false
            no ServiceMonitor/k8saudit
            no PrometheusRule/k8saudit
            no ConfigMap/k8saudit-dashboard
            """
        },
        {
            "The network policy names who may send and what may be reached",
            "{networkPolicy: {enabled: true, webhookFrom: [{ipBlock: {cidr: 10.0.0.0/24}}], egress: [{ports: [{port: 2801}]}]}}",
            """
            NetworkPolicy/k8saudit spec.policyTypes = [Ingress, Egress]
            NetworkPolicy/k8saudit spec.ingress[0] = {ports: [{port: webhook}], from: [{ipBlock: {cidr: 10.0.0.0/24}}]}
            NetworkPolicy/k8saudit spec.ingress[1] = {ports: [{port: metrics}]}
            NetworkPolicy/k8saudit spec.egress = [{ports: [{port: 2801}]}]
            """
        },
        {
            "Names, images and pods are as the user wants them",
            $$"""
            fullnameOverride: audit
            image: {repository: registry.example/k8saudit, digest: "sha256:{{new string('a', 64)}}"}
            serviceAccount: {create: false, name: mine}
            podAnnotations: {a: b}
            nodeSelector: {c: d}
            extraEnv: [{name: E, value: "1"}]
            """,
            $$"""
            Deployment/audit spec.template.spec.containers[0].image = registry.example/k8saudit@sha256:{{new string('a', 64)}}
            Deployment/audit spec.template.spec.serviceAccountName = mine
            Deployment/audit spec.template.metadata.annotations = {a: b}
            Deployment/audit spec.template.spec.nodeSelector = {c: d}
            Deployment/audit spec.template.spec.containers[0].env[name=E].value = 1
            no ServiceAccount/mine
            """
        },
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public void The_chart_renders(string name, string values, string facts)
    {
        var manifests = Manifest.ReadAll(HelmChart.Render(values));
        var lines = facts.Replace("IMAGE", Project.Image, StringComparison.Ordinal).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        var wrong = lines.Select(fact => Check(manifests, fact)).OfType<string>();
        Assert.True(!wrong.Any(), $"{name}:\n{string.Join('\n', wrong)}");
    }

    [Theory]
    [InlineData("{mode: webhok}", "at '/mode': value must be one of 'webhook', 'log'")]
    [InlineData("{webhok: {}}", "additional properties 'webhok' not allowed")]
    [InlineData("{webhook: {tls: {mode: secret}}}", "webhook.tls.mode is secret: expected webhook.tls.secretName")]
    [InlineData("{webhook: {tls: {mode: none}, mutualTls: {enabled: true}}}", "webhook.mutualTls.enabled needs TLS")]
    [InlineData("{image: {digest: abc}}", "at '/image/digest'")]
    [InlineData("{rules: {a.txt: ''}}", "a.txt")]
    public void Values_that_cannot_work_are_refused(string values, string reason) =>
        Assert.Contains(reason, HelmChart.RenderError(values), StringComparison.Ordinal);

    private static string? Check(IReadOnlyList<Manifest> manifests, string fact)
    {
        if (fact.StartsWith("no ", StringComparison.Ordinal))
        {
            return Find(manifests, fact[3..]) is null ? null : $"{fact}: found one";
        }

        var (target, path, expected) = Split(fact);
        var manifest = target == "falco.yaml" ? Manifest.ReadAll(Find(manifests, "ConfigMap/k8saudit")!.Data(target))[0] : Find(manifests, target);
        var found = manifest is null ? "no such object" : manifest.Value(path)?.Replace("\n", "\\n", StringComparison.Ordinal);
        return found == expected ? null : $"{fact}: found {found ?? "nothing"}";
    }

    private static (string Target, string Path, string? Expected) Split(string fact)
    {
        var sides = fact.Split(" = ", 2);
        var words = sides[0].Split(' ', 2);
        return (words[0], words[1], sides.ElementAtOrDefault(1));
    }

    private static Manifest? Find(IReadOnlyList<Manifest> manifests, string target) => manifests.SingleOrDefault(m => $"{m.Kind}/{m.Name}" == target);
}

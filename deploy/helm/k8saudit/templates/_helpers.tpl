{{- define "k8saudit.name" -}}
{{- default .Chart.Name .Values.nameOverride | trunc 63 | trimSuffix "-" }}
{{- end }}

{{- define "k8saudit.fullname" -}}
{{- $name := include "k8saudit.name" . }}
{{- if .Values.fullnameOverride }}
{{- .Values.fullnameOverride | trunc 50 | trimSuffix "-" }}
{{- else if contains $name .Release.Name }}
{{- .Release.Name | trunc 50 | trimSuffix "-" }}
{{- else }}
{{- printf "%s-%s" .Release.Name $name | trunc 50 | trimSuffix "-" }}
{{- end }}
{{- end }}

{{- define "k8saudit.selectorLabels" -}}
app.kubernetes.io/name: {{ include "k8saudit.name" . }}
app.kubernetes.io/instance: {{ .Release.Name }}
{{- end }}

{{- define "k8saudit.labels" -}}
helm.sh/chart: {{ printf "%s-%s" .Chart.Name .Chart.Version | replace "+" "_" }}
{{ include "k8saudit.selectorLabels" . }}
app.kubernetes.io/version: {{ .Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ .Release.Service }}
{{- end }}

{{- define "k8saudit.serviceAccountName" -}}
{{- if .Values.serviceAccount.create }}
{{- default (include "k8saudit.fullname" .) .Values.serviceAccount.name }}
{{- else }}
{{- default "default" .Values.serviceAccount.name }}
{{- end }}
{{- end }}

{{- define "k8saudit.image" -}}
{{- if .Values.image.digest }}
{{- printf "%s@%s" .Values.image.repository .Values.image.digest }}
{{- else }}
{{- printf "%s:%s" .Values.image.repository (default .Chart.AppVersion .Values.image.tag) }}
{{- end }}
{{- end }}

{{- define "k8saudit.hasTls" -}}
{{- if and (eq .Values.mode "webhook") (ne .Values.webhook.tls.mode "none") }}true{{ end }}
{{- end }}

{{- /* The Secret with the certificate of the webhook. */}}
{{- define "k8saudit.tlsSecret" -}}
{{- if eq .Values.webhook.tls.mode "secret" }}
{{- required "webhook.tls.mode is secret: expected webhook.tls.secretName, the name of a Secret with tls.crt and tls.key" .Values.webhook.tls.secretName }}
{{- else }}
{{- include "k8saudit.fullname" . }}-tls
{{- end }}
{{- end }}

{{- /* The Secret with the client certificate of the API server. */}}
{{- define "k8saudit.clientSecret" -}}
{{ include "k8saudit.fullname" . }}-apiserver
{{- end }}

{{- /* The names of the Service; the first one is what API servers expect in the certificate. */}}
{{- define "k8saudit.dnsNames" -}}
{{- $name := include "k8saudit.fullname" . }}
{{- concat (list (printf "%s.%s.svc" $name .Release.Namespace) (printf "%s.%s.svc.cluster.local" $name .Release.Namespace)) .Values.webhook.tls.dnsNames | toYaml }}
{{- end }}

{{- define "k8saudit.ipAddresses" -}}
{{- $addresses := .Values.webhook.tls.ipAddresses }}
{{- with .Values.webhook.service.clusterIP }}
{{- $addresses = append $addresses . }}
{{- end }}
{{- uniq $addresses | toYaml }}
{{- end }}

{{- /* init_config of the plugin. */}}
{{- define "k8saudit.plugin" -}}
{{- $plugin := dict }}
{{- if eq .Values.mode "log" }}
{{- $plugin = dict "offsetFile" "/var/lib/k8saudit/offset" }}
{{- else }}
{{- $plugin = dict "stateDir" "/var/lib/k8saudit/state" }}
{{- if include "k8saudit.hasTls" . }}
{{- $plugin = merge $plugin (dict "sslCertificate" "/etc/k8saudit/tls/tls.crt" "sslKey" "/etc/k8saudit/tls/tls.key") }}
{{- end }}
{{- if .Values.webhook.mutualTls.enabled }}
{{- if not (include "k8saudit.hasTls" .) }}
{{- fail "webhook.mutualTls.enabled needs TLS: expected webhook.tls.mode generated, certManager or secret, found none" }}
{{- end }}
{{- $plugin = merge $plugin (dict "clientCA" "/etc/k8saudit/tls/ca.crt" "clientNames" .Values.webhook.mutualTls.clientNames) }}
{{- end }}
{{- if .Values.webhook.tokenSecretName }}
{{- $plugin = merge $plugin (dict "bearerTokenFile" "/etc/k8saudit/tokens/tokens") }}
{{- end }}
{{- end }}
{{- mergeOverwrite $plugin (deepCopy .Values.plugin) | toYaml }}
{{- end }}

{{- define "k8saudit.openParams" -}}
{{- if eq .Values.mode "log" -}}
file:///var/log/audit/{{ base .Values.log.path }}
{{- else -}}
{{ if include "k8saudit.hasTls" . }}https{{ else }}http{{ end }}://:{{ .Values.webhook.port }}{{ .Values.webhook.path }}
{{- end -}}
{{- end }}

{{- /* falco.yaml */}}
{{- define "k8saudit.config" -}}
{{- $plugins := list (dict "name" "k8saudit" "library_path" "libk8saudit.so" "init_config" (include "k8saudit.plugin" . | fromYaml) "open_params" (include "k8saudit.openParams" .)) }}
{{- $plugins = append $plugins (dict "name" "json" "library_path" "libjson.so" "init_config" "") }}
{{- $rules := list "/etc/k8saudit/rules.d" }}
{{- if .Values.defaultRules }}
{{- $rules = list "/usr/share/k8saudit/rules/k8s_audit_rules.yaml" "/usr/share/k8saudit/rules/k8s_audit_detections.yaml" "/etc/k8saudit/rules.d" }}
{{- end }}
{{- $config := dict "plugins" $plugins "load_plugins" (list "k8saudit" "json") "rules_files" $rules "rule_matching" "all" "json_output" true "time_format_iso_8601" true }}
{{- $_ := set $config "stdout_output" (dict "enabled" true) }}
{{- $_ := set $config "outputs_queue" (dict "capacity" 10000) }}
{{- $_ := set $config "webserver" (dict "enabled" true "listen_port" (int .Values.metrics.port) "prometheus_metrics_enabled" .Values.metrics.enabled) }}
{{- $_ := set $config "metrics" (dict "enabled" .Values.metrics.enabled) }}
{{- if .Values.falcosidekick.enabled }}
{{- $_ := set $config "http_output" (dict "enabled" true "url" .Values.falcosidekick.url "keep_alive" true) }}
{{- end }}
{{- mergeOverwrite $config (deepCopy .Values.config) | toYaml }}
{{- end }}

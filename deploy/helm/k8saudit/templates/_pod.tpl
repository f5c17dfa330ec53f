{{- /* The pod of both modes. */}}
{{- define "k8saudit.pod" -}}
{{- $isLog := eq .Values.mode "log" }}
metadata:
  labels:
    {{- include "k8saudit.selectorLabels" . | nindent 4 }}
    {{- with .Values.podLabels }}
    {{- toYaml . | nindent 4 }}
    {{- end }}
  {{- with .Values.podAnnotations }}
  annotations:
    {{- toYaml . | nindent 4 }}
  {{- end }}
spec:
  serviceAccountName: {{ include "k8saudit.serviceAccountName" . }}
  automountServiceAccountToken: false
  enableServiceLinks: false
  terminationGracePeriodSeconds: {{ .Values.terminationGracePeriodSeconds }}
  {{- with .Values.priorityClassName }}
  priorityClassName: {{ . }}
  {{- end }}
  {{- with .Values.imagePullSecrets }}
  imagePullSecrets:
    {{- toYaml . | nindent 4 }}
  {{- end }}
  securityContext:
    {{- if $isLog }}
    runAsUser: {{ .Values.log.runAsUser }}
    {{- with .Values.log.seLinuxOptions }}
    seLinuxOptions:
      {{- toYaml . | nindent 6 }}
    {{- end }}
    {{- else }}
    runAsNonRoot: true
    runAsUser: 65532
    runAsGroup: 65532
    fsGroup: 65532
    {{- end }}
    seccompProfile: {type: RuntimeDefault}
  containers:
    - name: k8saudit
      image: {{ include "k8saudit.image" . | quote }}
      imagePullPolicy: {{ .Values.image.pullPolicy }}
      args:
        - -c
        - /etc/k8saudit/config/falco.yaml
        {{- with .Values.extraArgs }}
        {{- toYaml . | nindent 8 }}
        {{- end }}
      env:
        - name: FALCO_HOSTNAME
          valueFrom: {fieldRef: {fieldPath: spec.nodeName}}
        {{- with .Values.extraEnv }}
        {{- toYaml . | nindent 8 }}
        {{- end }}
      ports:
        {{- if not $isLog }}
        - {name: webhook, containerPort: {{ .Values.webhook.port }}}
        {{- end }}
        - {name: metrics, containerPort: {{ .Values.metrics.port }}}
      livenessProbe:
        httpGet: {path: /healthz, port: metrics}
        failureThreshold: 6
      {{- /* Not /readyz in webhook mode: an output that fails must not stop the API server from sending. */}}
      readinessProbe:
        {{- if $isLog }}
        httpGet: {path: /readyz, port: metrics}
        {{- else if .Values.webhook.mutualTls.enabled }}
        httpGet: {path: /healthz, port: metrics}
        {{- else }}
        httpGet: {path: /healthz, port: webhook, scheme: {{ if include "k8saudit.hasTls" . }}HTTPS{{ else }}HTTP{{ end }}}
        {{- end }}
        periodSeconds: 5
      securityContext:
        allowPrivilegeEscalation: false
        readOnlyRootFilesystem: true
        capabilities:
          drop: [ALL]
          {{- if and $isLog .Values.log.addCapabilities }}
          add:
            {{- toYaml .Values.log.addCapabilities | nindent 12 }}
          {{- end }}
      resources:
        {{- toYaml .Values.resources | nindent 8 }}
      volumeMounts:
        - {name: config, mountPath: /etc/k8saudit/config, readOnly: true}
        - {name: rules, mountPath: /etc/k8saudit/rules.d, readOnly: true}
        - {name: state, mountPath: /var/lib/k8saudit}
        - {name: tmp, mountPath: /tmp}
        {{- if $isLog }}
        - {name: log, mountPath: /var/log/audit, readOnly: true}
        {{- end }}
        {{- if include "k8saudit.hasTls" . }}
        - {name: tls, mountPath: /etc/k8saudit/tls, readOnly: true}
        {{- end }}
        {{- if and (not $isLog) .Values.webhook.tokenSecretName }}
        - {name: tokens, mountPath: /etc/k8saudit/tokens, readOnly: true}
        {{- end }}
        {{- with .Values.extraVolumeMounts }}
        {{- toYaml . | nindent 8 }}
        {{- end }}
  volumes:
    - name: config
      configMap: {name: {{ include "k8saudit.fullname" . }}}
    - name: rules
      projected:
        sources:
          - configMap: {name: {{ include "k8saudit.fullname" . }}-rules}
          {{- range .Values.rulesConfigMaps }}
          - configMap: {name: {{ . }}}
          {{- end }}
    - name: tmp
      emptyDir: {}
    - name: state
      {{- if $isLog }}
      hostPath: {path: {{ .Values.log.stateDirectory }}, type: DirectoryOrCreate}
      {{- else }}
      emptyDir: {}
      {{- end }}
    {{- if $isLog }}
    # The directory, because rotation replaces the file.
    - name: log
      hostPath: {path: {{ dir .Values.log.path }}, type: DirectoryOrCreate}
    {{- end }}
    {{- if include "k8saudit.hasTls" . }}
    - name: tls
      secret: {secretName: {{ include "k8saudit.tlsSecret" . }}, defaultMode: 288}
    {{- end }}
    {{- if and (not $isLog) .Values.webhook.tokenSecretName }}
    - name: tokens
      secret: {secretName: {{ .Values.webhook.tokenSecretName }}, defaultMode: 288}
    {{- end }}
    {{- with .Values.extraVolumes }}
    {{- toYaml . | nindent 4 }}
    {{- end }}
  {{- with ternary .Values.log.nodeSelector .Values.nodeSelector $isLog }}
  nodeSelector:
    {{- toYaml . | nindent 4 }}
  {{- end }}
  {{- with ternary .Values.log.tolerations .Values.tolerations $isLog }}
  tolerations:
    {{- toYaml . | nindent 4 }}
  {{- end }}
  {{- with .Values.affinity }}
  affinity:
    {{- toYaml . | nindent 4 }}
  {{- end }}
  {{- with .Values.topologySpreadConstraints }}
  topologySpreadConstraints:
    {{- toYaml . | nindent 4 }}
  {{- end }}
{{- end }}

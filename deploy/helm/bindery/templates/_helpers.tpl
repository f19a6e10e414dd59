{{- define "bindery.name" -}}
{{- printf "%s-%s" .root.Release.Name .process | trunc 63 | trimSuffix "-" -}}
{{- end -}}

{{- define "bindery.labels" -}}
app.kubernetes.io/name: bindery
app.kubernetes.io/instance: {{ .root.Release.Name }}
app.kubernetes.io/component: {{ .process }}
app.kubernetes.io/version: {{ .root.Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ .root.Release.Service }}
helm.sh/chart: {{ printf "%s-%s" .root.Chart.Name .root.Chart.Version }}
{{- end -}}

{{- define "bindery.selector" -}}
app.kubernetes.io/name: bindery
app.kubernetes.io/instance: {{ .root.Release.Name }}
app.kubernetes.io/component: {{ .process }}
{{- end -}}

{{- define "bindery.image" -}}
{{ .Values.image.repository }}:{{ .Values.image.tag | default .Chart.AppVersion }}
{{- end -}}

{{/* Of every pod: nobody is root, and nothing is written but where it must be. */}}
{{- define "bindery.pod" -}}
automountServiceAccountToken: false
securityContext:
  runAsNonRoot: true
  runAsUser: 1000
  runAsGroup: 1000
  fsGroup: 1000
  seccompProfile: { type: RuntimeDefault }
{{- with .Values.imagePullSecrets }}
imagePullSecrets: {{ toYaml . | nindent 2 }}
{{- end }}
{{- with .Values.nodeSelector }}
nodeSelector: {{ toYaml . | nindent 2 }}
{{- end }}
{{- with .Values.tolerations }}
tolerations: {{ toYaml . | nindent 2 }}
{{- end }}
{{- end -}}

{{- define "bindery.container" -}}
image: {{ include "bindery.image" . }}
imagePullPolicy: {{ .Values.image.pullPolicy }}
securityContext:
  allowPrivilegeEscalation: false
  readOnlyRootFilesystem: true
  capabilities: { drop: [ALL] }
{{- end -}}

{{/* How Temporal is reached: by every process. */}}
{{- define "bindery.temporalEnv" -}}
- { name: TEMPORAL_ADDRESS, value: {{ required "temporal.address: where Temporal is, host:port" .Values.temporal.address | quote }} }
- { name: TEMPORAL_NAMESPACE, value: {{ .Values.temporal.namespace | quote }} }
{{- if .Values.temporal.tls }}
- { name: TEMPORAL_TLS, value: 'true' }
{{- end }}
{{- with .Values.secrets.temporalApiKey }}
- name: TEMPORAL_API_KEY
  valueFrom: { secretKeyRef: { name: {{ . }}, key: TEMPORAL_API_KEY } }
{{- end }}
{{- if .Values.secrets.temporalTls }}
- { name: TEMPORAL_TLS_CLIENT_CERT_PATH, value: /etc/bindery/temporal-tls/tls.crt }
- { name: TEMPORAL_TLS_CLIENT_KEY_PATH, value: /etc/bindery/temporal-tls/tls.key }
{{- if .Values.temporal.serverCa }}
- { name: TEMPORAL_TLS_SERVER_CA_CERT_PATH, value: /etc/bindery/temporal-tls/ca.crt }
{{- end }}
{{- end }}
{{- end -}}

{{/* What is in Temporal, opened and closed, and kept when it has ended: by API and worker. */}}
{{- define "bindery.keepingEnv" -}}
- { name: ENCRYPTION_KEYS_FILE, value: /etc/bindery/encryption/encryption-keys.json }
{{- if .Values.secrets.webhookKeys }}
- { name: WEBHOOK_KEYS_FILE, value: /etc/bindery/webhooks/webhook-keys.json }
{{- end }}
{{- if .Values.archive.claim }}
- { name: ARCHIVE_DIR, value: /var/lib/bindery/archive }
{{- end }}
{{- end -}}

{{- define "bindery.keepingMounts" -}}
- { name: encryption-keys, mountPath: /etc/bindery/encryption, readOnly: true }
{{- if .Values.secrets.webhookKeys }}
- { name: webhook-keys, mountPath: /etc/bindery/webhooks, readOnly: true }
{{- end }}
{{- if .Values.archive.claim }}
- { name: archive, mountPath: /var/lib/bindery/archive }
{{- end }}
{{- end -}}

{{- define "bindery.keepingVolumes" -}}
- name: encryption-keys
  secret: { secretName: {{ required "secrets.encryptionKeys: the Secret with encryption-keys.json" .Values.secrets.encryptionKeys }}, defaultMode: 0400 }
{{- with .Values.secrets.webhookKeys }}
- name: webhook-keys
  secret: { secretName: {{ . }}, defaultMode: 0400 }
{{- end }}
{{- with .Values.archive.claim }}
- name: archive
  persistentVolumeClaim: { claimName: {{ . }} }
{{- end }}
{{- end -}}

{{/* Settings by name, of one process and of all; its own wins. */}}
{{- define "bindery.extraEnv" -}}
{{- range $name, $value := merge (dict) .own .root.Values.extraEnv }}
- { name: {{ $name }}, value: {{ $value | quote }} }
{{- end }}
{{- end -}}

{{- define "bindery.temporalMounts" -}}
{{- if .Values.secrets.temporalTls }}
- { name: temporal-tls, mountPath: /etc/bindery/temporal-tls, readOnly: true }
{{- end }}
{{- end -}}

{{- define "bindery.temporalVolumes" -}}
{{- with .Values.secrets.temporalTls }}
- name: temporal-tls
  secret: { secretName: {{ . }}, defaultMode: 0400 }
{{- end }}
{{- end -}}

{{/* Products, rate plans and the site: of the API and the worker. */}}
{{- define "bindery.businessEnv" -}}
- { name: INSTALLATION_FILE, value: /etc/bindery/business/installation.json }
- { name: PRODUCTS_DIR, value: /etc/bindery/business/products }
- { name: NOTICE_FILE, value: /etc/bindery/business/notice.json }
- { name: TAXES_FILE, value: /etc/bindery/business/taxes.json }
- { name: RATE_PLANS_DIR, value: /etc/bindery/{{ if .Values.businessFiles.ratePlans }}business{{ else }}none{{ end }}/rate-plans }
{{- end -}}

{{- define "bindery.businessMounts" -}}
- { name: business-files, mountPath: /etc/bindery/business, readOnly: true }
{{- if not .Values.businessFiles.ratePlans }}
- { name: no-rate-plans, mountPath: /etc/bindery/none/rate-plans, readOnly: true }
{{- end }}
{{- end -}}

{{- define "bindery.businessVolumes" -}}
- name: business-files
  configMap:
    name: {{ .Values.businessFiles.configMap }}
    items:
      - { key: installation.json, path: installation.json }
      - { key: notice.json, path: notice.json }
      - { key: taxes.json, path: taxes.json }
      {{- range required "businessFiles.products: name at least one product" .Values.businessFiles.products }}
      - { key: product-{{ . }}.json, path: products/{{ . }}.json }
      {{- end }}
      {{- range .Values.businessFiles.ratePlans }}
      - { key: rate-plan-{{ . }}.json, path: rate-plans/{{ . }}.json }
      {{- end }}
{{- if not .Values.businessFiles.ratePlans }}
- name: no-rate-plans
  emptyDir: {}
{{- end }}
{{- end -}}

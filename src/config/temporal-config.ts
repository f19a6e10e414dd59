import type { Environment } from './env.js';

/** Where Temporal is. Certificates are paths; they are read when the connection is made. */
export interface TemporalConfig {
  readonly address: string;
  readonly namespace: string;
  readonly tls: {
    readonly serverCaPath: string | null;
    readonly clientPair: { readonly certPath: string; readonly keyPath: string } | null;
    readonly serverName: string | null;
  } | null;
}

/** @param problems takes what contradicts itself */
export function readTemporal(environment: Environment, problems: string[]): TemporalConfig {
  const certPath = environment.TEMPORAL_TLS_CLIENT_CERT_PATH;
  const keyPath = environment.TEMPORAL_TLS_CLIENT_KEY_PATH;
  const serverCaPath = environment.TEMPORAL_TLS_SERVER_CA_CERT_PATH ?? null;
  const serverName = environment.TEMPORAL_TLS_SERVER_NAME ?? null;
  if ((certPath === undefined) !== (keyPath === undefined)) {
    problems.push(
      'TEMPORAL_TLS_CLIENT_CERT_PATH and TEMPORAL_TLS_CLIENT_KEY_PATH belong together: set both or neither.',
    );
  }
  const clientPair = certPath !== undefined && keyPath !== undefined ? { certPath, keyPath } : null;
  const anyTls = clientPair !== null || serverCaPath !== null || serverName !== null;
  if (environment.TEMPORAL_TLS === false && anyTls) {
    problems.push('TEMPORAL_TLS is false, but other TEMPORAL_TLS_ variables are set.');
  }
  // A key for Temporal Cloud must not travel in the clear.
  const hasApiKey = environment.TEMPORAL_API_KEY !== undefined;
  if (environment.TEMPORAL_TLS === false && hasApiKey) {
    problems.push('TEMPORAL_API_KEY needs TLS, but TEMPORAL_TLS is false.');
  }
  const isOn = environment.TEMPORAL_TLS ?? (anyTls || hasApiKey);
  return {
    address: environment.TEMPORAL_ADDRESS ?? '127.0.0.1:7233',
    namespace: environment.TEMPORAL_NAMESPACE ?? 'default',
    tls: isOn ? { serverCaPath, clientPair, serverName } : null,
  };
}

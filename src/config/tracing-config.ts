import type { Environment } from './env.js';

/** Where traces are sent, and how many of those that begin here. */
export interface TracingConfig {
  /** Root of an OTLP collector over HTTP, such as `http://127.0.0.1:4318`. */
  readonly endpoint: string;
  /** From 0 to 1. A caller that traces itself decides for its own. */
  readonly sampleRatio: number;
}

/** Null where no collector is named: then nothing is traced. */
export function readTracing(environment: Environment): TracingConfig | null {
  const endpoint = environment.OTEL_EXPORTER_OTLP_ENDPOINT;
  if (endpoint === undefined) return null;
  return { endpoint, sampleRatio: environment.OTEL_TRACES_SAMPLER_ARG ?? 1 };
}

/** What the collector wants to see of whoever sends: secret, as a key mostly is. */
export function readTracingHeaders(environment: Environment): Readonly<Record<string, string>> {
  return environment.OTEL_EXPORTER_OTLP_HEADERS ?? {};
}

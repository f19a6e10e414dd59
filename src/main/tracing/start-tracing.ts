import { diag, DiagLogLevel, trace } from '@opentelemetry/api';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http';
import { resourceFromAttributes } from '@opentelemetry/resources';
import {
  BatchSpanProcessor,
  ParentBasedSampler,
  RandomIdGenerator,
  TraceIdRatioBasedSampler,
  TracerProvider,
  type IdGenerator,
} from '@opentelemetry/sdk-trace';
import type { Logger } from 'pino';
import type { TracingConfig } from '../../config/tracing-config.js';

/** A stop does not wait longer than that for a collector. Milliseconds. */
const EXPORT_WITHIN_MS = 3_000;

export interface Tracing {
  /** Sends what is not sent yet. */
  close(): Promise<void>;
}

/** What is sent to a collector is sent from here on; where the settings name none, nothing is made. */
export function startTracing(
  config: TracingConfig | null,
  headers: Readonly<Record<string, string>>,
  of: { readonly serviceName: string; readonly log: Logger },
): Tracing {
  if (config === null) return { close: () => Promise.resolve() };
  const { log, serviceName } = of;
  const warn = (message: string): void => {
    log.warn({}, `tracing: ${message}`);
  };
  diag.setLogger(
    { verbose: silent, debug: silent, info: silent, warn, error: warn },
    { logLevel: DiagLogLevel.WARN },
  );
  const exporter = new OTLPTraceExporter({
    url: `${config.endpoint}/v1/traces`,
    headers: { ...headers },
    timeoutMillis: EXPORT_WITHIN_MS,
  });
  const provider = new TracerProvider({
    idGenerator: new PresetIds(),
    resource: resourceFromAttributes({ 'service.name': serviceName }),
    sampler: new ParentBasedSampler({ root: new TraceIdRatioBasedSampler(config.sampleRatio) }),
    spanProcessors: [new BatchSpanProcessor({ exporter })],
  });
  trace.setGlobalTracerProvider(provider);
  return {
    close: () =>
      provider.shutdown().catch((error: unknown) => {
        warn(error instanceof Error ? error.message : String(error));
      }),
  };
}

/** Begins spans in `work` under an id that is known to others already. */
export function underSpanId(spanId: string, work: () => void): void {
  preset = spanId;
  try {
    work();
  } finally {
    preset = null;
  }
}

/** Read and written in one go, with nothing awaited between. */
let preset: string | null = null;

class PresetIds implements IdGenerator {
  readonly #random = new RandomIdGenerator();

  generateTraceId(): string {
    return this.#random.generateTraceId();
  }

  generateSpanId(): string {
    return preset ?? this.#random.generateSpanId();
  }
}

function silent(): void {
  // What goes well is not told.
}

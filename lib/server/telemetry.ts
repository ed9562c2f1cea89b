import type { ReadableSpan, SpanProcessor } from "@opentelemetry/sdk-trace-base";
import { registerOTel } from "@vercel/otel";

/** What a span may tell: patterns, numbers, hosts and Next's own words. Paths and queries hold tokens, and are not among it. */
const told = new Set([
  "http.method",
  "http.route",
  "http.status_code",
  "net.peer.name",
  "net.peer.port",
  "error.type",
  "next.route",
  "next.page",
  "next.segment",
  "next.rsc",
  "next.span_type",
  "next.clientComponentLoadCount",
  "operation.name",
  "resource.name",
]);

/**
 * Sends a trace of every request to the collector that the environment names, by OTEL_EXPORTER_OTLP_ENDPOINT and whatever else
 * of OTEL_* `@vercel/otel` knows. One that is away costs nothing but the traces. To be called before the first request.
 */
export function traceRequests(): void {
  registerOTel({ serviceName: "guestbook", spanProcessors: [discretion, "auto"], instrumentations: [] });
}

/** Comes before whatever exports, and takes from each span that has ended what nobody else is to know. */
export const discretion: SpanProcessor = {
  onStart() {},
  onEnd(span) {
    for (const name of Object.keys(span.attributes)) if (!told.has(name)) delete span.attributes[name];
    // Of a failure there is its kind; what it says is in the log.
    span.events.length = 0;
    delete span.status.message;
    Object.assign(span, { name: nameOf(span) });
  },
  forceFlush: async () => {},
  shutdown: async () => {},
};

/** The name of a fetch has the whole address in it. */
function nameOf({ name, attributes }: ReadableSpan): string {
  return name.replace(/https?:\/\/\S*/, String(attributes["net.peer.name"] ?? ""));
}

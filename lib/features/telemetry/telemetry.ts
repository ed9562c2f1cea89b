import type { ReadableSpan, SpanProcessor } from "@opentelemetry/sdk-trace-base";
import { registerOTel } from "@vercel/otel";
import { product } from "@/lib/product";

/** The attributes that are exported: patterns, numbers, hosts and Next's own. Paths and queries hold tokens, so they are not. */
const exported = new Set([
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
 * Sends a trace of every request to the collector that OTEL_EXPORTER_OTLP_ENDPOINT names; `@vercel/otel` reads further OTEL_* variables. A
 * collector that is down costs nothing but the traces. Call it before the first request.
 */
export function traceRequests(): void {
  registerOTel({ serviceName: product.slug, spanProcessors: [redaction, "auto"], instrumentations: [] });
}

/** Removes what is private from each span that has ended. Stands before the exporter. */
export const redaction: SpanProcessor = {
  onStart() {},
  onEnd(span) {
    for (const name of Object.keys(span.attributes)) if (!exported.has(name)) delete span.attributes[name];
    // The kind of a failure is an attribute; its message is in the log.
    span.events.length = 0;
    delete span.status.message;
    Object.assign(span, { name: nameOf(span) });
  },
  forceFlush: async () => {},
  shutdown: async () => {},
};

/** Returns the name of a span; in that of a fetch, the host instead of the whole URL. */
function nameOf({ name, attributes }: ReadableSpan): string {
  return name.replace(/https?:\/\/\S*/, String(attributes["net.peer.name"] ?? ""));
}

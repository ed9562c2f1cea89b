import {
  BasicTracerProvider,
  InMemorySpanExporter,
  SimpleSpanProcessor,
} from "@opentelemetry/sdk-trace-base";
import { expect, test } from "vitest";
import { redaction } from "./telemetry";

/** Returns what is exported of a span with these attributes. */
function exported(name: string, attributes: Record<string, string | number>, failure?: Error) {
  const exporter = new InMemorySpanExporter();
  const provider = new BasicTracerProvider({
    spanProcessors: [redaction, new SimpleSpanProcessor(exporter)],
  });
  const span = provider.getTracer("test").startSpan(name, { attributes });
  if (failure) {
    span.recordException(failure);
    span.setStatus({ code: 2, message: failure.message });
  }
  span.end();
  return exporter.getFinishedSpans().map(({ name, attributes, events, status }) => ({
    name,
    attributes,
    events,
    status,
  }))[0];
}

test("a request is exported with its pattern, without its path, query, headers and IP address", () => {
  const request = { "http.method": "GET", "http.route": "/join/[token]", "http.status_code": 200 };
  const secret = {
    "http.target": "/join/a-secret?token=another",
    "http.client_ip": "192.0.2.1",
    "http.user_agent": "a browser",
    "url.query": "token=another",
  };
  expect(exported("GET /join/[token]", { ...request, ...secret })?.attributes).toEqual(request);
});

test("a request to another server is exported with its host alone", () => {
  const span = exported("fetch POST https://crm.example/a-secret?key=another", {
    "http.method": "POST",
    "http.url": "https://crm.example/a-secret?key=another",
    "net.peer.name": "crm.example",
  });
  expect(span).toMatchObject({
    name: "fetch POST crm.example",
    attributes: { "http.method": "POST", "net.peer.name": "crm.example" },
  });
});

test("a failure is exported with its kind, not its message", () => {
  const span = exported("GET /", { "error.type": "Error" }, new Error("no mail to jane@example.com"));
  expect(span).toEqual({
    name: "GET /",
    attributes: { "error.type": "Error" },
    events: [],
    status: { code: 2 },
  });
});

import { z } from "zod";
import { webhookDocuments } from "@/lib/features/webhooks/schemas"; // eject: webhooks
import { product } from "@/lib/product";
import type { Endpoint, Limit } from "./define";
import { durationInWords } from "./duration";
import { type ErrorCode, errors } from "./errors";
import { api, endpointOf, type Key, partsOf } from "./table";

type Json = Record<string, unknown>;
type Content = { "application/json": { schema: Json } };

/** What the document says of one endpoint. */
export type Operation = {
  summary: string;
  description?: string;
  tags: string[];
  security: Json[];
  parameters?: { name: string; in: string; required: boolean; schema: unknown }[];
  requestBody?: { required: boolean; content: Content };
  responses: Record<string, { description: string; content: Content }>;
};

/** An endpoint with its place in the table, and what the document says of it. */
export type DocumentedEndpoint = { key: Key; method: string; path: string; operation: Operation };

const error = z.object({
  code: z.enum(Object.keys(errors) as [ErrorCode, ...ErrorCode[]]),
  message: z.string(),
  status: z.int(),
  details: z
    .object({
      fields: z.record(z.string(), z.string()).optional(),
      retryAfter: z.int().optional().meta({ description: "Seconds" }),
    })
    .optional(),
});

/** Every endpoint of the table, in its order. */
export function documentedEndpoints(): DocumentedEndpoint[] {
  // The one cast: the keys of a table are what TypeScript says they are.
  return (Object.keys(api) as Key[]).map((key) => ({
    key,
    ...partsOf(key),
    operation: operationOf(key, endpointOf(key)),
  }));
}

/** The endpoints as an OpenAPI 3.1 document, from the schemas that validate them. */
export function openApi(server: string) {
  const paths: Record<string, Record<string, Operation>> = {};
  for (const { method, path, operation } of documentedEndpoints()) {
    const template = path.replace(/:(\w+)/g, "{$1}");
    paths[template] = { ...paths[template], [method.toLowerCase()]: operation };
  }
  return {
    openapi: "3.1.0",
    info: {
      title: product.name,
      version: "1",
      description: "Everybody starts as a guest and can become a full account in place, losing nothing.",
    },
    servers: [{ url: server }],
    paths,
    webhooks: webhookDocuments(jsonSchema), // eject: webhooks
    components: {
      securitySchemes: {
        session: { type: "http", scheme: "bearer", description: "A session's token; browsers send a cookie" },
        apiKey: { type: "http", scheme: "bearer", bearerFormat: "bk_live_…" },
      },
      schemas: { Error: jsonSchema(z.object({ data: z.null(), error })) },
    },
  };
}

function operationOf(
  key: Key,
  { summary, input, output, status, isList, scope, limits = [] }: Endpoint,
): Operation {
  const { method, path } = partsOf(key);
  const { properties = {}, required = [] } = jsonSchema(input) as { properties?: Json; required?: string[] };
  const inPath = [...path.matchAll(/:(\w+)/g)].map(([, name = ""]) => name);
  const others = method === "GET" || (scope && method === "DELETE") ? "query" : "body";
  const placeOf = (name: string) => (inPath.includes(name) ? "path" : others);
  const names = Object.keys(properties);
  const parameters = ["path", "query"].flatMap((place) =>
    names
      .filter((name) => placeOf(name) === place)
      .map((name) => ({ name, in: place, required: place === "path", schema: properties[name] })),
  );
  const body = names.filter((name) => placeOf(name) === "body");
  const data = isList ? z.array(output) : output;
  const more = isList ? { listMetadata: z.object({ after: z.string().nullable() }) } : {};
  const answer = z.object({ data, ...more, error: z.null() });
  const description = [scope && `Scope: ${scope}.`, limitsInWords(limits)].filter(Boolean).join(" ");
  return {
    summary,
    ...(description && { description }),
    tags: [scope ? "management" : "auth"],
    security: scope ? [{ apiKey: [] }] : [{}, { session: [] }],
    ...(parameters.length > 0 && { parameters }),
    ...(body.length > 0 && {
      requestBody: {
        required: required.some((name) => body.includes(name)),
        content: json({
          type: "object",
          properties: Object.fromEntries(body.map((name) => [name, properties[name]])),
          required: required.filter((name) => body.includes(name)),
          additionalProperties: false,
        }),
      },
    }),
    responses: {
      [status ?? 200]: { description: summary, content: json(jsonSchema(answer)) },
      default: { description: "Errors", content: json({ $ref: "#/components/schemas/Error" }) },
    },
  };
}

const subjects: Record<Limit["by"], string> = {
  ip: "IP",
  email: "email address",
  account: "account",
  session: "session",
  code: "IP with a code",
  password: "IP with a password",
  key: "API key",
};

/** "Rate limit: 10 per 1 minute per IP." */
function limitsInWords(limits: readonly Limit[]): string {
  if (limits.length === 0) return "";
  const words = limits.map(
    ({ max, windowSeconds, by }) =>
      `${max} per ${durationInWords(windowSeconds).replace(/^1 /, "")} per ${subjects[by]}`,
  );
  return `Rate limit: ${words.join("; ")}.`;
}

function json(schema: Json): Content {
  return { "application/json": { schema } };
}

/** JSON Schema of what crosses the wire. */
function jsonSchema(schema: z.ZodType): Json {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, { io: "input", unrepresentable: "any" });
  return rest;
}

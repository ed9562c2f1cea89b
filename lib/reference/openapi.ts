import { z } from "zod";
import type { Endpoint, Limit } from "@/lib/contract/endpoints";
import { webhookEvent } from "@/lib/contract/webhook-schemas";
import { product } from "@/lib/product";
import * as wire from "./answers";
import { forOwners, forPeople } from "./operations";

type Json = Record<string, unknown>;
type Row = (typeof forPeople)[number];
type Content = { "application/json": { schema: Json } };

/** What the document says of one endpoint. */
export type Operation = {
  summary: string;
  description?: string;
  parameters?: { name: string; in: string; required: boolean; schema: unknown }[];
  requestBody?: { required: boolean; content: Content };
  responses: Record<string, { description: string; content: Content }>;
};

/** The endpoints as an OpenAPI 3.1 document, from the schemas that validate them. */
export function openApi(server: string) {
  const paths: Record<string, Record<string, Operation>> = {};
  for (const [row, more] of [...forPeople.map(asPerson), ...forOwners.map(asOwner)]) {
    const path = row.endpoint.path.replace(/:(\w+)/g, "{$1}");
    paths[path] = { ...paths[path], [row.endpoint.method.toLowerCase()]: { ...operation(row), ...more } };
  }
  return {
    openapi: "3.1.0",
    info: {
      title: product.name,
      version: "1",
      description: "Everybody starts as a guest and becomes a member in place, losing nothing.",
    },
    servers: [{ url: server }],
    paths,
    webhooks: Object.fromEntries(
      webhookEvent.options.map((event) => [event.shape.type.value, webhook(event)]),
    ),
    components: {
      securitySchemes: {
        session: { type: "http", scheme: "bearer", description: "A session's token; browsers send a cookie" },
        apiKey: { type: "http", scheme: "bearer", bearerFormat: "bk_live_…" },
      },
      schemas: { Error: jsonSchema(z.object({ data: z.null(), error: wire.error })) },
    },
  };
}

function asPerson(row: Row): [Row, Json] {
  return [row, { tags: ["people"], security: [{}, { session: [] }], ...limitsInWords(row.endpoint) }];
}

function asOwner(row: (typeof forOwners)[number]): [Row, Json] {
  return [row, { tags: ["owner"], security: [{ apiKey: [] }], description: `Scope: ${row.endpoint.scope}` }];
}

function limitsInWords(endpoint: Row["endpoint"]): Json {
  const { limits } = endpoint as Endpoint<unknown, unknown>;
  if (limits.length === 0) return {};
  const words = limits.map(({ max, windowSeconds, by }: Limit) => `${max} in ${windowSeconds} s by ${by}`);
  return { description: `Limits: ${words.join("; ")}.` };
}

function operation({ endpoint, does, input, data, status, isList }: Row): Operation {
  const { properties = {}, required = [] } = jsonSchema(input) as { properties?: Json; required?: string[] };
  const inPath = [...endpoint.path.matchAll(/:(\w+)/g)].map(([, name = ""]) => name);
  const place = (name: string) => {
    if (inPath.includes(name)) return "path";
    return endpoint.method === "GET" || (endpoint.method === "DELETE" && name === "onlyIfAnonymous")
      ? "query"
      : "body";
  };
  const names = (where: string) => Object.keys(properties).filter((name) => place(name) === where);
  const parameters = ["path", "query"].flatMap((where) =>
    names(where).map((name) => ({
      name,
      in: where,
      required: where === "path",
      schema: properties[name],
    })),
  );
  const body = names("body");
  const answer = isList
    ? z.object({
        data: data.array(),
        listMetadata: z.object({ after: z.string().nullable() }),
        error: z.null(),
      })
    : z.object({ data, error: z.null() });
  return {
    summary: does,
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
      [status ?? 200]: { description: does, content: json(jsonSchema(answer)) },
      default: { description: "Refused", content: json({ $ref: "#/components/schemas/Error" }) },
    },
  };
}

function webhook(event: z.ZodType) {
  return {
    post: {
      tags: ["owner"],
      summary: "Sent to WEBHOOK_URL at least once, signed as Standard Webhooks has it",
      requestBody: { required: true, content: json(jsonSchema(event)) },
      responses: { "2XX": { description: "It has arrived" }, "410": { description: "It is not sent again" } },
    },
  };
}

function json(schema: Json): Content {
  return { "application/json": { schema } };
}

function jsonSchema(schema: z.ZodType): Json {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, { io: "input", unrepresentable: "any" });
  return rest;
}

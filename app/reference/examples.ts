import type { DocumentedEndpoint } from "@/lib/api/openapi";
import { endpointOf } from "@/lib/api/table";

type Fields = Record<string, unknown>;

/** An input that is longer is written over several lines (characters). */
const lineLength = 60;

/** Returns how to call an endpoint of the app at `origin`, by curl and by the project's own clients. */
export function examplesOf(endpoint: DocumentedEndpoint, origin: string): { curl: string; code: string } {
  const sample = sampleInput(endpoint);
  return { curl: curl(endpoint, sample, origin), code: clientCall(endpoint, sample) };
}

type Sample = { id: string | null; query: Fields; body: Fields };

function sampleInput({ path, operation }: DocumentedEndpoint): Sample {
  const { parameters = [], requestBody } = operation;
  const idSchema = parameters.find((parameter) => parameter.in === "path")?.schema;
  const owner = path.split("/").find((_, index, parts) => parts[index + 1] === ":id") ?? "";
  const body = requestBody && sampleOf(requestBody.content["application/json"].schema, "");
  return {
    id: idSchema ? String(sampleOf(idSchema, owner)) : null,
    query: parameters.some(({ name }) => name === "limit") ? { limit: 10 } : {},
    body: { ...(typeof body === "object" && body) },
  };
}

function curl(
  { key, method, path }: DocumentedEndpoint,
  { id, query, body }: Sample,
  origin: string,
): string {
  const search = new URLSearchParams(Object.entries(query).map(([name, value]) => [name, String(value)]));
  const address = `${origin}${path.replace(":id", id ?? "")}${search.size > 0 ? `?${search}` : ""}`;
  const secret = endpointOf(key).scope ? "$API_KEY" : "$SESSION_TOKEN";
  const parts = [
    `curl ${method === "GET" ? "" : `-X ${method} `}"${address}"`,
    `-H "Authorization: Bearer ${secret}"`,
  ];
  if (Object.keys(body).length > 0)
    parts.push('-H "Content-Type: application/json"', `-d '${JSON.stringify(body)}'`);
  return parts.join(" \\\n  ");
}

function clientCall({ key }: DocumentedEndpoint, { id, query, body }: Sample): string {
  const { client, scope, session } = endpointOf(key);
  const input = { ...(id !== null && { [client?.id ?? "id"]: id }), ...query, ...body };
  const given = Object.keys(input).length > 0 ? literal(input) : "";
  if (scope && client) return `const { data } = await banata.${client.method}(${given});`;
  if (client) return `const { data, error } = await authClient.${client.method}(${given});`;
  const call = session === "opens" ? "callForSession" : "call";
  return `const { data, error } = await ${call}("${key}"${given && `, ${given}`});`;
}

/** Returns a value as JavaScript. */
function literal(value: unknown, indent = ""): string {
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  const deeper = `${indent}  `;
  const isList = Array.isArray(value);
  const items = Object.entries(value).map(
    ([name, item]) => `${isList ? "" : `${name}: `}${literal(item, deeper)}`,
  );
  const [open, close] = isList ? "[]" : "{}";
  const line = `${open} ${items.join(", ")} ${close}`;
  if (!line.includes("\n") && line.length + indent.length <= lineLength) return line;
  return `${open}\n${items.map((item) => `${deeper}${item},\n`).join("")}${indent}${close}`;
}

/** As much of JSON Schema as the inputs of the endpoints use. */
type Schema = {
  type?: string;
  enum?: unknown[];
  pattern?: string;
  minimum?: number;
  anyOf?: Schema[];
  items?: Schema;
  properties?: Record<string, Schema>;
  required?: string[];
};

const randomPart = "01JDAXQ5T9W3ZC8V4N6M2K7R1B";

const idPrefixes: Record<string, string> = {
  users: "usr",
  userId: "usr",
  toUserId: "usr",
  organizations: "org", // eject: organizations
};

const texts: Record<string, string> = {
  email: "anna@example.com",
  password: "correct horse battery staple",
  currentPassword: "correct horse battery staple",
  newPassword: "a longer horse battery staple",
  name: "Anna",
  provider: "google",
};

/** Returns a value that an example may send for a field: of an object, its required fields, or its first one where none is required. */
function sampleOf(schema: Schema, name: string): unknown {
  if (schema.enum) return schema.enum[0];
  if (schema.anyOf?.[0]) return sampleOf(schema.anyOf[0], name);
  switch (schema.type) {
    case "object": {
      const { properties = {}, required = [] } = schema;
      const wanted = required.length > 0 ? required : Object.keys(properties).slice(0, 1);
      return Object.fromEntries(wanted.map((field) => [field, sampleOf(properties[field] ?? {}, field)]));
    }
    case "array":
      return schema.items ? [sampleOf(schema.items, name)] : [];
    case "boolean":
      return true;
    case "integer":
      return schema.minimum ?? 1;
    default:
      return texts[name] ?? idOf(schema.pattern, name) ?? "…";
  }
}

/** Returns an id: its prefix is in its pattern, or follows from what it is the id of. */
function idOf(pattern: string | undefined, name: string): string | null {
  const prefix = /^\^([a-z]{3})_/.exec(pattern ?? "")?.[1] ?? idPrefixes[name];
  return prefix ? `${prefix}_${randomPart}` : null;
}

import { BanataAuth } from "@/lib/admin-sdk";
import { callsPerKey, wrongKeys } from "@/lib/api/admin/admin";
import { mailPerAddress, triesPerAccount } from "@/lib/api/auth";
import { errors } from "@/lib/api/errors";
import { type DocumentedEndpoint, documentedEndpoints } from "@/lib/api/openapi";
import { endpointOf } from "@/lib/api/table";
import { auditMeanings } from "@/lib/auth/core/audit";

/** The text of docs/api.md, from the table of endpoints and the table of errors. */
export async function apiDocument(): Promise<string> {
  const all = documentedEndpoints();
  const isManagement = ({ key }: DocumentedEndpoint) => endpointOf(key).scope !== undefined;
  const auth = all.filter((endpoint) => !isManagement(endpoint));
  const management = all.filter(isManagement);
  const names = await sdkNames();
  return `# API

<!-- Generated from lib/api by \`npm run docs:api\`. Edit the table of endpoints there, not this page. -->

\`/api/openapi.json\` says the same with every field of every request and answer (OpenAPI 3.1).

A success is \`{ "data": …, "error": null }\`. An error is \`{ "data": null, "error": { code, message, status, details? } }\`; where
fields were refused, \`details.fields\` says why for each of them. Times are ISO 8601 in UTC, durations are seconds.

## Auth endpoints

A browser gets its session in an HttpOnly cookie and never sees the secret. Any other caller gets \`session.token\` once, when the session
is opened or its secret is renewed, and sends it as \`Authorization: Bearer <token>\`.

An endpoint that opens or renews a session takes an \`Idempotency-Key\` header: 256 random bits, as 43 to 128 characters of
\`A-Z a-z 0-9 _ -\`. The same request with the same key, sent again by the same browser within five minutes, gets the same answer and the same
cookie. So a lost answer costs nothing, and a double click is one request.

${table(
  ["endpoint", "does", "limits", "opens a session"],
  auth.map(({ key, operation }) => [
    code(key),
    operation.summary,
    operation.description?.replace(/^Rate limit: |\.$/g, "") ?? "none",
    endpointOf(key).session === "opens" ? "yes" : "",
  ]),
)}

Guesses at a password count per account, whatever endpoint they come by. A browser that has signed in to the account before has
${triesPerAccount.knownBrowser} of its own an hour, and ${mailPerAddress.knownBrowser} emails in 15 minutes. To one address go ${mailPerAddress.max} links or codes in 15 minutes at most, whatever they were asked for
by: after that an operation succeeds and its email is withheld.

Auth.js serves the rest of \`/api/auth\`: \`signin\`, \`callback\`, \`csrf\`, \`providers\` and \`session\`.

## Management API

For servers that hold an API key, sent as \`Authorization: Bearer <key>\`. ${callsPerKey.max} calls a minute for each key; ${wrongKeys.max} wrong keys
a minute from one IP. A list also answers \`listMetadata: { after }\`: send it back as \`after\` for the next page, until it is null.

${table(
  ["endpoint", "does", "`BanataAuth` of `@banata-auth/sdk`", "scope"],
  management.map(({ key, operation }) => [
    code(key),
    operation.summary,
    (names.get(key) ?? []).map(code).join(", "),
    endpointOf(key).scope ?? "",
  ]),
)}

## Audit events

Who did what, and to whom. Events stay when their user is deleted, and hold no email, no person's name and no secret.

${table(
  ["type", "when"],
  Object.entries(auditMeanings).map(([type, meaning]) => [code(type), meaning]),
)}

## Errors

${table(
  ["status", "code", "message"],
  Object.entries(errors).map(([name, { status, message }]) => [String(status), name, message]),
)}

A browser's client adds \`NETWORK_ERROR\` with status 0, where no answer came.
`;
}

function code(text: string): string {
  return `\`${text}\``;
}

function table(heads: string[], rows: string[][]): string {
  const widths = heads.map((head, column) =>
    Math.max(head.length, ...rows.map((row) => row[column]?.length ?? 0)),
  );
  const line = (cells: string[]) =>
    `| ${cells.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(" | ")} |`;
  const rule = line(widths.map((width) => "-".repeat(width)));
  return [line(heads), rule, ...rows.map(line)].join("\n");
}

/** Which methods of the admin SDK call which endpoint. Each is called once, with no server behind it. */
async function sdkNames(): Promise<Map<string, string[]>> {
  const names = new Map<string, string[]>();
  const { fetch } = globalThis;
  const ids = { userId: ":id", organizationId: ":id", fromUserId: ":id", toUserId: ":id" };
  const sdk = new BanataAuth({ apiKey: "none", baseUrl: "http://localhost" });
  try {
    for (const [group, methods] of Object.entries(sdk))
      for (const [method, call] of Object.entries<unknown>(methods)) {
        if (typeof call !== "function") continue;
        globalThis.fetch = async (url, init) => {
          const { pathname } = new URL(String(url));
          const key = `${init?.method} ${decodeURIComponent(pathname)}`;
          names.set(key, [...(names.get(key) ?? []), `${group}.${method}`]);
          return Response.json({ data: [], listMetadata: { after: null }, error: null });
        };
        const called: unknown = Reflect.apply(call, undefined, [ids]);
        await (isGenerator(called) ? called.next() : called);
      }
  } finally {
    globalThis.fetch = fetch;
  }
  return names;
}

function isGenerator(value: unknown): value is AsyncGenerator {
  return typeof value === "object" && value !== null && Symbol.asyncIterator in value;
}

import { randomBytes } from "node:crypto";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import ipaddr from "ipaddr.js";
import { z } from "zod";
import { canonicalEmail } from "@/lib/api/schemas";
import { processWide } from "@/lib/process-wide";
import { product } from "@/lib/product";

/** Where the embedded database and the generated secret are kept: no part of a build, which takes along what it sees named. */
export const dataFolder = path.join(/* turbopackIgnore: true */ process.cwd(), ".data");

const url = z.url({ protocol: /^https?$/ });

/** Whether a URL leads to this machine. */
export function isLoopback(url: string): boolean {
  return URL.canParse(url) && ["localhost", "127.0.0.1", "[::1]"].includes(new URL(url).hostname);
}

/** What is fetched or told there goes over TLS, or to this machine. */
const secureUrl = url.refine(
  (value) => value.startsWith("https:") || isLoopback(value),
  "must be https, or http on loopback",
);
const credential = z.string().min(1).optional();
/** What grants access by itself must not be guessed. */
const longSecret = z.string().min(32, "must have at least 32 characters").optional();

const emails = z.string().transform((value, ctx) =>
  value.split(",").map((written) => {
    const address = canonicalEmail(written);
    if (address === null) ctx.addIssue({ code: "custom", message: "must be addresses, separated by commas" });
    return address ?? "";
  }),
);

const variables = z.object({
  NODE_ENV: z.enum(["development", "production", "test"]).default("development"),
  PORT: z.coerce.number().int().positive().default(3000),
  // Without it: embedded PostgreSQL in .data/.
  DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/ }).optional(),
  // Without it: neon for a *.neon.tech host, pg for any other, pglite without a DATABASE_URL.
  DATABASE_DRIVER: z.enum(["pglite", "neon", "pg"]).optional(),
  // Without it: made once and kept in .data/; with a DATABASE_URL in production the server refuses to start.
  AUTH_SECRET: longSecret,
  // Read when the app is built (next.config.ts). Without it: derived from AUTH_SECRET, or made once for each build folder.
  NEXT_SERVER_ACTIONS_ENCRYPTION_KEY: z
    .base64()
    .refine(
      (value) => [16, 24, 32].includes(Buffer.byteLength(value, "base64")),
      "must be 32 bytes in base64",
    )
    .optional(),
  // Read when the app is built. Without it: the commit, or one that Next makes up.
  BUILD_ID: z.string().optional(),
  // Without it: http://localhost:PORT, or the deployment's own address on Vercel.
  AUTH_URL: url.optional(),
  // What people read on the button of AUTH_OIDC_ISSUER.
  AUTH_OIDC_NAME: z.string().max(40).default("OpenID Connect"),
  // Without it: github.com. A GitHub Enterprise Server.
  AUTH_GITHUB_URL: secureUrl.optional(),
  VERCEL_URL: z.string().optional(),
  VERCEL_PROJECT_PRODUCTION_URL: z.string().optional(),
  VERCEL_ENV: z.enum(["production", "preview", "development"]).optional(),
  // Without it: mail is kept in the database and shown at /dev/mailbox.
  EMAIL_SERVER: z.url({ protocol: /^smtps?$/ }).optional(),
  EMAIL_FROM: z.string().default(`${product.name} <${product.slug}@localhost>`),
  // Without a pair: requests are counted in PostgreSQL, or in memory with the embedded database. Vercel's marketplace names it KV.
  UPSTASH_REDIS_REST_URL: url.optional(),
  UPSTASH_REDIS_REST_TOKEN: credential,
  KV_REST_API_URL: url.optional(),
  KV_REST_API_TOKEN: credential,
  // Without it: the endpoint for a scheduler, /api/cron/cleanup, answers nobody.
  CRON_SECRET: longSecret,
  // Without it: nobody is an admin by address. With it, each once the address is verified.
  ADMIN_EMAILS: emails.default([]),
  // Without it: only keys made with `npm run admin` open the management API.
  BANATA_API_KEY: longSecret,
  // eject-start: webhooks
  // Without both: nobody is told of what becomes of users.
  WEBHOOK_URL: secureUrl
    .refine((value) => !/^https?:[/]+[^/?#]*@/.test(value), "must hold no password")
    .optional(),
  WEBHOOK_SECRET: z
    .string()
    .regex(
      /^whsec_(?:[A-Za-z0-9+/]{4}){8,21}(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/,
      "must be whsec_ and 24 to 64 bytes in base64",
    )
    .optional(),
  // eject-end: webhooks
  // eject-start: telemetry
  // Without it: nothing is traced, and nothing of OpenTelemetry is loaded. Its library reads it, and the other OTEL_*, by itself.
  OTEL_EXPORTER_OTLP_ENDPOINT: url.optional(),
  // eject-end: telemetry
  // Without it: chosen as just said; memory is enough for a single process.
  RATE_LIMIT_STORE: z.enum(["memory", "postgres", "upstash"]).optional(),
  // Without it: the socket's own address counts (on Vercel: the platform's header).
  TRUSTED_PROXIES: z
    .union([
      z.enum(["none", "vercel"]),
      z.coerce.number().int().min(1).max(10),
      z
        .string()
        .refine(
          (list) =>
            list.split(",").every((cidr) => /[.:]/.test(cidr) && ipaddr.isValidCIDR(withPrefix(cidr))),
          "none, vercel, a number of hops or a list of CIDRs",
        ),
    ])
    .optional(),
});

/** Variables of which each needs the others; of providers' pairs whatever there is. */
const groups = [
  ["UPSTASH_REDIS_REST_URL", "UPSTASH_REDIS_REST_TOKEN"],
  ["KV_REST_API_URL", "KV_REST_API_TOKEN"],
  ["WEBHOOK_URL", "WEBHOOK_SECRET"], // eject: webhooks
  ["AUTH_OIDC_ISSUER", "AUTH_OIDC_ID", "AUTH_OIDC_SECRET"],
];

/** Finds what is wrong with variables that are right by themselves, as `NAME: what`. */
function inconsistencies(present: Record<string, string | undefined>): string[] {
  const names = Object.keys(present).flatMap(
    (name) => /^AUTH_(?!OIDC_)\w+(?=_(ID|SECRET)$)/.exec(name)?.[0] ?? [],
  );
  // AUTH_MICROSOFT_ENTRA_ID_TENANT_ID is no provider's id.
  const providers = names.filter((name) => !names.some((other) => name.startsWith(`${other}_`)));
  const pairs = [...new Set(providers)].map((provider) => [`${provider}_ID`, `${provider}_SECRET`]);
  const problems = [...groups, ...pairs].flatMap((group) => {
    const given = group.filter((name) => present[name] !== undefined);
    const missing = group.filter((name) => present[name] === undefined);
    return given.length === 0
      ? []
      : missing.map((name) => `${name}: comes with ${given.join(" and ")}, or not at all`);
  });
  const { NODE_ENV, AUTH_URL, RATE_LIMIT_STORE, UPSTASH_REDIS_REST_URL, KV_REST_API_URL } = present;
  if (RATE_LIMIT_STORE === "upstash" && !UPSTASH_REDIS_REST_URL && !KV_REST_API_URL)
    problems.push("RATE_LIMIT_STORE: upstash needs UPSTASH_REDIS_REST_URL and UPSTASH_REDIS_REST_TOKEN");
  for (const [name, value] of Object.entries(present)) {
    if (/^AUTH_\w+_ISSUER$/.test(name) && !secureUrl.safeParse(value).success)
      problems.push(`${name}: must be https, or http on loopback`);
  }
  if (NODE_ENV === "production" && AUTH_URL?.startsWith("http:") && !isLoopback(AUTH_URL))
    problems.push("AUTH_URL: must be https in production, or http on loopback");
  return problems;
}

/** What signs this site in at a provider. Without an issuer it is the provider's own. */
export type ProviderCredentials = { clientId: string; clientSecret: string; issuer?: string };

/**
 * Reads AUTH_<NAME>_ID and AUTH_<NAME>_SECRET, and AUTH_<NAME>_ISSUER where there is one, by name, whatever the provider. Without a pair
 * a provider cannot be switched on; half a pair does not start.
 */
function readProviders(present: Record<string, string | undefined>): Record<string, ProviderCredentials> {
  const pairs = Object.entries(present).flatMap(([variable, clientId]) => {
    const name = /^AUTH_(\w+)_ID$/.exec(variable)?.[1];
    const clientSecret = present[`AUTH_${name}_SECRET`];
    const issuer = present[`AUTH_${name}_ISSUER`];
    if (!name || !clientId || !clientSecret) return [];
    return [[name, { clientId, clientSecret, ...(issuer && { issuer }) }]];
  });
  return Object.fromEntries(pairs);
}

/** An address alone is a network of one. */
export function withPrefix(cidr: string): string {
  const network = cidr.trim();
  if (network.includes("/")) return network;
  return `${network}/${network.includes(":") ? 128 : 32}`;
}

export type Env = ReturnType<typeof read>;

/** The configuration of this process. Throws, naming the variable, where one is wrong or missing. */
export function env(): Env {
  return processWide("env", read);
}

function read() {
  const present = Object.fromEntries(Object.entries(process.env).filter(([, value]) => value !== ""));
  const parsed = variables.safeParse(present);
  const problems = [
    ...(parsed.error?.issues.map((issue) => `${issue.path.join(".")}: ${issue.message}`) ?? []),
    ...inconsistencies(present),
  ];
  if (!parsed.success || problems.length > 0)
    throw new Error(`The environment is not complete. ${problems.join("; ")}`);
  const { VERCEL_URL, VERCEL_ENV, VERCEL_PROJECT_PRODUCTION_URL, ...given } = parsed.data;
  const onVercel = VERCEL_ENV === "production" ? VERCEL_PROJECT_PRODUCTION_URL : VERCEL_URL;
  const { WEBHOOK_URL, WEBHOOK_SECRET } = given; // eject: webhooks
  const redisUrl = given.UPSTASH_REDIS_REST_URL ?? given.KV_REST_API_URL;
  const redisToken = given.UPSTASH_REDIS_REST_TOKEN ?? given.KV_REST_API_TOKEN;
  return {
    ...given,
    providers: readProviders(present),
    driver: given.DATABASE_DRIVER ?? driverOf(given.DATABASE_URL),
    secret:
      given.AUTH_SECRET ?? keptSecret(given.NODE_ENV === "production" && given.DATABASE_URL !== undefined),
    baseUrl: new URL(given.AUTH_URL ?? (onVercel ? `https://${onVercel}` : `http://localhost:${given.PORT}`)),
    trustedProxies: given.TRUSTED_PROXIES ?? (VERCEL_URL ? "vercel" : "none"),
    onVercel: VERCEL_URL !== undefined,
    redis: redisUrl && redisToken ? { url: redisUrl, token: redisToken } : null,
    webhook: WEBHOOK_URL && WEBHOOK_SECRET ? { url: WEBHOOK_URL, secret: WEBHOOK_SECRET } : null, // eject: webhooks
  };
}

function driverOf(databaseUrl: string | undefined) {
  if (databaseUrl === undefined) return "pglite";
  return new URL(databaseUrl).hostname.endsWith(".neon.tech") ? "neon" : "pg";
}

function keptSecret(required: boolean): string {
  if (required) throw new Error("AUTH_SECRET is not set. Make one with: openssl rand -base64 33");
  const file = path.join(dataFolder, "secret");
  mkdirSync(dataFolder, { recursive: true });
  try {
    writeFileSync(file, randomBytes(33).toString("base64"), { flag: "wx", mode: 0o600 });
  } catch (error) {
    if (!(error instanceof Error && "code" in error && error.code === "EEXIST")) throw error;
  }
  const kept = readFileSync(file, "utf8");
  // A process that was killed while it wrote, or a disk that was full.
  if (kept.length < 32) throw new Error(`${file} holds no secret. Delete it and start again.`);
  return kept;
}

import { randomBytes } from "node:crypto";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import ipaddr from "ipaddr.js";
import { z } from "zod";
import { canonicalEmail } from "@/lib/contract/schemas";
import { product } from "@/lib/product";
import { processWide } from "./process-wide";

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
  AUTH_SECRET: z.string().min(32, "must have at least 32 characters").optional(),
  // Without it: http://localhost:PORT, or the deployment's own address on Vercel.
  AUTH_URL: url.optional(),
  // Without both of a pair: that provider cannot be switched on.
  AUTH_GOOGLE_ID: credential,
  AUTH_GOOGLE_SECRET: credential,
  AUTH_GITHUB_ID: credential,
  AUTH_GITHUB_SECRET: credential,
  AUTH_APPLE_ID: credential,
  AUTH_APPLE_SECRET: credential,
  // Without all three: no further OpenID Connect provider. Its name is what people read on the button.
  AUTH_OIDC_ISSUER: secureUrl.optional(),
  AUTH_OIDC_ID: credential,
  AUTH_OIDC_SECRET: credential,
  AUTH_OIDC_NAME: z.string().max(40).default("OpenID Connect"),
  // Without them: the public services. A GitHub Enterprise Server, or another issuer that speaks as Google or Apple do.
  AUTH_GITHUB_URL: secureUrl.optional(),
  AUTH_GOOGLE_ISSUER: secureUrl.optional(),
  AUTH_APPLE_ISSUER: secureUrl.optional(),
  VERCEL_URL: z.string().optional(),
  VERCEL_PROJECT_PRODUCTION_URL: z.string().optional(),
  VERCEL_ENV: z.enum(["production", "preview", "development"]).optional(),
  // Without it: mail is kept in the database and shown at /dev/mailbox.
  EMAIL_SERVER: z.url({ protocol: /^smtps?$/ }).optional(),
  EMAIL_FROM: z.string().default(`${product.name} <guestbook@localhost>`),
  // Without them: requests are counted in PostgreSQL, or in memory with the embedded database.
  UPSTASH_REDIS_REST_URL: url.optional(),
  UPSTASH_REDIS_REST_TOKEN: z.string().min(1).optional(),
  // Without it: the cleanup's own door, for a scheduler, stays closed.
  CRON_SECRET: credential,
  // Without it: nobody is an admin by address. With it, each once the address is verified.
  ADMIN_EMAILS: emails.default([]),
  // Without it: only keys made with `npm run admin` open the management API.
  BANATA_API_KEY: credential,
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
  // Without it: nothing is traced, and nothing of OpenTelemetry is loaded. Its library reads it, and the other OTEL_*, by itself.
  OTEL_EXPORTER_OTLP_ENDPOINT: url.optional(),
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

const consistent = variables.refine(
  (given) => (given.WEBHOOK_URL === undefined) === (given.WEBHOOK_SECRET === undefined),
  {
    path: ["WEBHOOK_SECRET"],
    message: "comes with WEBHOOK_URL, or not at all",
  },
);

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
  const parsed = consistent.safeParse(present);
  if (!parsed.success) {
    const problems = parsed.error.issues.map((issue) => `${issue.path.join(".")}: ${issue.message}`);
    throw new Error(`The environment is not complete. ${problems.join("; ")}`);
  }
  const { VERCEL_URL, VERCEL_ENV, VERCEL_PROJECT_PRODUCTION_URL, WEBHOOK_URL, WEBHOOK_SECRET, ...given } =
    parsed.data;
  const onVercel = VERCEL_ENV === "production" ? VERCEL_PROJECT_PRODUCTION_URL : VERCEL_URL;
  return {
    ...given,
    driver: given.DATABASE_DRIVER ?? driverOf(given.DATABASE_URL),
    secret:
      given.AUTH_SECRET ?? keptSecret(given.NODE_ENV === "production" && given.DATABASE_URL !== undefined),
    baseUrl: new URL(given.AUTH_URL ?? (onVercel ? `https://${onVercel}` : `http://localhost:${given.PORT}`)),
    trustedProxies: given.TRUSTED_PROXIES ?? (VERCEL_URL ? "vercel" : "none"),
    onVercel: VERCEL_URL !== undefined,
    webhook: WEBHOOK_URL && WEBHOOK_SECRET ? { url: WEBHOOK_URL, secret: WEBHOOK_SECRET } : null,
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

import type { NextConfig } from "next";
import { PHASE_PRODUCTION_BUILD } from "next/constants";
import { buildId, serverActionsKey } from "./lib/server/boot/build-identity";
import { dataPolicy, securityHeaders } from "./lib/server/http/security-headers";

const asList = (headers: Record<string, string>) =>
  Object.entries(headers).map(([key, value]) => ({ key, value }));

/** What is no page; the middleware gives each page a policy of its own. */
const data = [
  "/(api|_next)/:path*",
  "/(favicon.ico|icon.svg|apple-icon.png|icon-192.png|icon-512.png|icon-maskable.png|manifest.webmanifest)",
];

function config(phase: string): NextConfig {
  const isBuild = phase === PHASE_PRODUCTION_BUILD;
  if (isBuild) keepActionsKey();
  return {
    poweredByHeader: false,
    reactStrictMode: true,
    serverExternalPackages: [
      "@electric-sql/pglite",
      "@node-rs/argon2",
      "@vercel/otel", // eject: telemetry
      "nodemailer",
      "pg",
      "ws",
    ],
    headers: async () => [
      { source: "/:path*", headers: asList(securityHeaders) },
      ...data.map((source) => ({ source, headers: asList({ "Content-Security-Policy": dataPolicy }) })),
    ],
    // The middleware has to tell a page from what Next's own scripts ask for.
    skipProxyUrlNormalize: true,
    experimental: {
      // A form may be as large as JSON.
      serverActions: { bodySizeLimit: "64kb" },
      // Kept in memory between the middleware and a route, which reads 64 KiB and refuses what is larger.
      proxyClientMaxBodySize: "128kb",
    },
    generateBuildId: async () => buildId(process.env, import.meta.dirname),
    turbopack: { root: import.meta.dirname },
    // For the Dockerfile. `next start` serves the same build and does not want to hear of it.
    ...(isBuild && { output: "standalone" as const }),
  };
}

/** Open tabs survive a new build: its server actions have the names that they had. Next reads the key from this variable. */
function keepActionsKey(): void {
  const key = serverActionsKey(process.env.AUTH_SECRET);
  if (key) process.env.NEXT_SERVER_ACTIONS_ENCRYPTION_KEY ||= key;
}

export default config;

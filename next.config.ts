import type { NextConfig } from "next";
import { PHASE_PRODUCTION_BUILD } from "next/constants";

const config = (phase: string): NextConfig => ({
  poweredByHeader: false,
  reactStrictMode: true,
  serverExternalPackages: [
    "@electric-sql/pglite",
    "@node-rs/argon2",
    "@vercel/otel",
    "nodemailer",
    "pg",
    "ws",
  ],
  turbopack: { root: import.meta.dirname },
  // For the Dockerfile. `next start` serves the same build and does not want to hear of it.
  ...(phase === PHASE_PRODUCTION_BUILD && { output: "standalone" as const }),
});

export default config;

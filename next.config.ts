import type { NextConfig } from "next";

/** For every answer. Scripts are not restricted yet: that wants a nonce for each page. */
const headers = [
  { key: "X-Content-Type-Options", value: "nosniff" },
  { key: "X-Frame-Options", value: "DENY" },
  { key: "Referrer-Policy", value: "strict-origin-when-cross-origin" },
  { key: "Permissions-Policy", value: "camera=(), geolocation=(), microphone=(), browsing-topics=()" },
  { key: "Cross-Origin-Opener-Policy", value: "same-origin" },
  { key: "Content-Security-Policy", value: "frame-ancestors 'none'; object-src 'none'; base-uri 'none'" },
];

const config: NextConfig = {
  headers: async () => [{ source: "/:path*", headers }],
  poweredByHeader: false,
  reactStrictMode: true,
  serverExternalPackages: ["@electric-sql/pglite", "@node-rs/argon2", "nodemailer", "pg", "ws"],
  turbopack: { root: import.meta.dirname },
};

export default config;

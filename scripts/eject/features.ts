import { existsSync } from "node:fs";

export type Feature = {
  /** Whether it is there is told by the first. */
  paths: readonly [string, ...string[]];
  /** The folder of its schema and its migrations; its schema names the tables that are dropped. */
  database?: string;
  packages?: readonly string[];
};

/** What `npm run eject` can take out. Lines elsewhere that name a feature are marked with `eject: NAME`. */
export const features: Record<string, Feature> = {
  demo: {
    paths: [
      "app/(demo)",
      "docs/decisions/0013-a-card-has-a-circle-of-its-own.md",
      "docs/decisions/0014-the-wall-asks-for-its-version.md",
      "docs/images",
      "e2e/demo.spec.ts",
      "e2e/support/cards.ts",
      "scripts/screenshots.ts",
    ],
    database: "db/product",
    packages: ["@fontsource-variable/caveat", "@fontsource/newsreader"],
  },
  passkeys: {
    paths: [
      "lib/features/passkeys",
      "app/(auth)/account/passkeys",
      "app/api/auth/passkey",
      "app/api/auth/passkeys",
      "components/passkeys",
      "docs/decisions/0027-passkeys-without-auth-js.md",
      "docs/decisions/0028-changing-passkeys.md",
      "e2e/passkeys.spec.ts",
      "e2e/support/virtual-authenticator.ts",
      "lib/testing/authenticator.ts",
    ],
    database: "db/features/passkeys",
    packages: ["@simplewebauthn/browser", "@simplewebauthn/server"],
  },
  organizations: {
    paths: [
      "lib/features/organizations",
      "app/(organizations)",
      "app/api/v1/organizations",
      "components/organizations",
      "docs/decisions/0029-an-organization-keeps-an-owner.md",
      "e2e/organizations.spec.ts",
      "e2e/welcome-back.spec.ts",
      "lib/admin-sdk/organizations.ts",
    ],
    database: "db/features/organizations",
  },
  webhooks: {
    paths: [
      "lib/features/webhooks",
      "app/admin/webhooks",
      "components/webhooks",
      "docs/decisions/0026-events-leave-with-their-change.md",
      "docs/webhooks.md",
      "e2e/support/receiver.ts",
      "e2e/webhooks.spec.ts",
    ],
    database: "db/features/webhooks",
    packages: ["standardwebhooks"],
  },
  insights: {
    paths: ["lib/features/insights", "app/admin/page.tsx", "components/insights", "e2e/insights.spec.ts"],
    database: "db/features/insights",
    packages: ["d3-scale", "d3-shape", "@types/d3-scale", "@types/d3-shape"],
  },
  reference: { paths: ["app/reference"] },
  telemetry: {
    paths: ["lib/features/telemetry", "e2e/telemetry.spec.ts"],
    packages: ["@vercel/otel", "@opentelemetry/sdk-trace-base"],
  },
};

/** Whether a path was of a feature that has been taken out. */
export function isOut(file: string): boolean {
  const out = Object.values(features).filter(({ paths }) => !existsSync(paths[0]));
  return out.some(({ paths, database }) =>
    [...paths, database].some((each) => each !== undefined && file.startsWith(each)),
  );
}

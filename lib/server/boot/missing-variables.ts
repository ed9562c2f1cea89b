import { product } from "@/lib/product";
import { dataPolicy, policyHeader } from "../http/security-headers";

const needed = ["DATABASE_URL", "AUTH_SECRET"];

/** Returns the names of the variables without which a deployment on Vercel cannot serve; elsewhere the embedded database and a kept secret do. */
export function missingVariables(): string[] {
  if (!process.env.VERCEL_URL || process.env.NODE_ENV !== "production") return [];
  return needed.filter((name) => !process.env[name]);
}

/** Returns the one answer of a deployment that lacks variables (503), whatever is asked of it, or null where none is missing. */
export function setupAnswer(): Response | null {
  const missing = missingVariables();
  if (missing.length === 0) return null;
  const lines = [
    `${product.name} is deployed, but not set up yet.`,
    `Missing: ${missing.join(", ")}.`,
    "Add them to the project on Vercel, the database from its marketplace, and deploy again.",
    `Each step: ${docsUrl()}`,
  ];
  return new Response(`${lines.join("\n\n")}\n`, {
    status: 503,
    headers: {
      "Content-Type": "text/plain; charset=utf-8",
      "Cache-Control": "private, no-store",
      [policyHeader]: dataPolicy,
    },
  });
}

/** Where the repository that Vercel deployed has its docs/deploy.md. */
function docsUrl(): string {
  const { VERCEL_GIT_PROVIDER, VERCEL_GIT_REPO_OWNER: owner, VERCEL_GIT_REPO_SLUG: name } = process.env;
  const page = "docs/deploy.md";
  return VERCEL_GIT_PROVIDER === "github" && owner && name
    ? `https://github.com/${owner}/${name}/blob/HEAD/${page}`
    : page;
}

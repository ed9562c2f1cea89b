import "./load-env";
import { apiKeyName } from "@/lib/api/admin/admin-forms";
import { scopes } from "@/lib/api/admin/scopes";
import { units } from "@/lib/api/duration";
import { errors } from "@/lib/api/errors";
import { fail, type Result } from "@/lib/api/result";
import { createApiKey, revokeApiKey } from "@/lib/auth/admin/api-keys";
import { grantAdmin } from "@/lib/auth/core/admins";
import { adminContext } from "@/lib/server/admin-context";
import { connection } from "@/lib/server/db";

const usage = `npm run admin -- grant you@example.com
npm run admin -- api-key create NAME [SCOPE…] [DAYS]
npm run admin -- api-key revoke ID

Without a scope, a key has all of ${scopes.join(", ")}; without DAYS it never expires.`;

/** Does what takes access to the server: the first admin, the first API key. */
const result = await run(process.argv.slice(2));
if (result === null) console.error(usage);
else if (result.ok) console.log(JSON.stringify(result.data, null, 2));
else console.error(errors[result.code].message);
process.exitCode = result?.ok ? 0 : 1;
await (await connection()).close();

async function run([command, first, second, ...more]: string[]): Promise<Result<unknown> | null> {
  const ctx = await adminContext({ type: "command_line" });
  if (command === "grant" && first) return grantAdmin(ctx, { email: first });
  if (command !== "api-key" || !second) return null;
  if (first === "revoke") return revokeApiKey(ctx, { id: second });
  const days = /^[1-9]\d{0,3}$/.test(more.at(-1) ?? "") ? Number(more.pop()) : null;
  const lifetime = days && days * units.days;
  const chosen = scopes.filter((scope) => more.length === 0 || more.includes(scope));
  const isKnown = more.every((scope) => scopes.some((known) => known === scope));
  if (first !== "create" || !isKnown) return null;
  const name = apiKeyName.safeParse(second);
  if (!name.success) return fail("VALIDATION_FAILED");
  return createApiKey(ctx, { name: name.data, scopes: chosen, lifetime });
}

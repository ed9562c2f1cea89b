import { grantAdmin } from "@/lib/auth/admins";
import { createApiKey, revokeApiKey } from "@/lib/auth/api-keys";
import { errors } from "@/lib/contract/errors";
import type { Result } from "@/lib/contract/result";
import { scopes } from "@/lib/contract/scopes";
import { connection } from "@/lib/server/db";
import { keeperContext } from "@/lib/server/keeper";

const usage = `npm run admin -- grant you@example.com
npm run admin -- api-key create NAME [SCOPE…]   (without a scope: all of ${scopes.join(", ")})
npm run admin -- api-key revoke ID`;

/** What only somebody with access to the server can do: the first admin, the first key. */
const result = await run(process.argv.slice(2));
if (result === null) console.error(usage);
else if (result.ok) console.log(JSON.stringify(result.data, null, 2));
else console.error(errors[result.code].message);
process.exitCode = result?.ok ? 0 : 1;
await (await connection()).close();

async function run([command, first, second, ...more]: string[]): Promise<Result<unknown> | null> {
  const ctx = await keeperContext("command line");
  if (command === "grant" && first) return grantAdmin(ctx, { email: first });
  if (command !== "api-key" || !second) return null;
  if (first === "revoke") return revokeApiKey(ctx, { id: second });
  const chosen = scopes.filter((scope) => more.length === 0 || more.includes(scope));
  const isKnown = more.every((scope) => scopes.some((known) => known === scope));
  return first === "create" && isKnown ? createApiKey(ctx, { name: second, scopes: chosen }) : null;
}

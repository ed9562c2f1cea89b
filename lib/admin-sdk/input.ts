import type { WireInputOf } from "../api/define";
import type { Api } from "../api/table";

/** What a call sends, without the id in its path. */
export type Fields<Key extends keyof Api> = Omit<WireInputOf<Api[Key]>, "id">;
type Users = WireInputOf<Api["GET /api/v1/users"]>;

export type Paging = { limit?: number; after?: string };

/** The parameters of a query, all of them text; what is not given is left out. */
export function asText(fields: Record<string, string | number | boolean | undefined>): Partial<Users> {
  return Object.fromEntries(
    Object.entries(fields).flatMap(([name, value]) => (value === undefined ? [] : [[name, String(value)]])),
  );
}

import { ulid } from "ulid";
import { z } from "zod";

type Prefix = "crd" | "sig" | "lnk" | "dlv" | "ord" | "plc";

/** `crd_01HXYZ…`: the core's form of an id, for the tables of this product. */
export function newId(prefix: Prefix): string {
  return `${prefix}_${ulid()}`;
}

/** An id as `newId` makes it. `missing` is the message for anything else. */
export function idOf(prefix: Prefix | "usr", missing: string) {
  return z.string({ error: missing }).regex(new RegExp(`^${prefix}_[0-9A-Z]{26}$`), missing);
}

import { ulid } from "ulid";

/** `crd_01HXYZ…`: the core's form of an id, for the kinds of this product. */
export function newId(prefix: "crd" | "sig" | "lnk" | "ord" | "plc"): string {
  return `${prefix}_${ulid()}`;
}

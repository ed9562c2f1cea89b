import { ulid } from "ulid";

type Prefix = "usr" | "ses" | "aud" | "tok" | "mail" | "org" | "inv" | "key" | "pky" | "run";

/** `usr_01HXYZ…`: a ULID behind the kind of thing it names, so ids sort by the time they were made. */
export function newId(prefix: Prefix): string {
  return `${prefix}_${ulid()}`;
}

import { randomFillSync } from "node:crypto";
import { encodeTime, ulid } from "ulid";

type Prefix = "usr" | "ses" | "acc" | "aud" | "tok" | "mail" | "org" | "inv" | "key" | "pky" | "run";

/** `usr_01HXYZ…`: a ULID behind the kind of thing it names, so ids sort by the time they were made. */
export function newId(prefix: Prefix): string {
  return `${prefix}_${ulid(undefined, randomShare)}`;
}

/** What sorts before every id that was made at `time` or later, and after every earlier one. */
export function firstId(prefix: Prefix, time: Date): string {
  return `${prefix}_${encodeTime(time.getTime(), 10)}`;
}

/** Fetched many at a time: a library that asks for each byte alone takes longer than a guest's whole statement. */
const pool = new Uint8Array(4096);
let used = pool.length;

/** A random share of one, in steps of 1/256. An id takes sixteen of them, five bits from each. */
function randomShare(): number {
  if (used === pool.length) {
    randomFillSync(pool);
    used = 0;
  }
  return (pool[used++] ?? 0) / 256;
}

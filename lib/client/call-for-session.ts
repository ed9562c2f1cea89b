import type { WireInputOf } from "@/lib/api/define";
import type { Api, Key } from "@/lib/api/table";
import { call } from "./http";
import { newIdempotencyKey } from "./idempotency-key";

/** A call that hands out a new session: tried once more with the same key where no answer came. */
export async function callForSession<K extends Key>(
  key: K,
  input: WireInputOf<Api[K]>,
  idempotencyKey = newIdempotencyKey(),
) {
  const send = () => call(key, input, { "idempotency-key": idempotencyKey });
  const answer = await send();
  return answer.error?.code === "NETWORK_ERROR" ? send() : answer;
}

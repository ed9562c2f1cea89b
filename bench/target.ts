type Method = "GET" | "POST";
type Asked = { headers?: Record<string, string>; body?: object };

/** Where to ask, and how: each request is told by its number, from 0, and comes from an address of its own. */
export type Target = { url: string; method: Method; next(): Request };
type Request = { headers: Record<string, string>; body?: string };

export function target(url: string, method: Method, ask: (number: number) => Asked = () => ({})): Target {
  let asked = 0;
  return { url, method, next: () => dressed(ask(asked++)) };
}

function dressed({ headers, body }: Asked): Request {
  const from = { "x-forwarded-for": newAddress(), ...headers };
  if (body === undefined) return { headers: from };
  return { headers: { ...from, "content-type": "application/json" }, body: JSON.stringify(body) };
}

let callers = 0;

/** One that nobody had before, so that every limit counts and none is reached (RFC 2544 keeps 198.18.0.0/15 for this). */
function newAddress(): string {
  callers = (callers + 1) % (1 << 17);
  return `198.${18 + (callers >> 16)}.${(callers >> 8) & 255}.${callers & 255}`;
}

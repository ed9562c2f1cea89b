import autocannon from "autocannon";

export type Target = {
  url: string;
  method: "GET" | "POST";
  /** What the next request says, apart from its address. */
  next(): { headers?: Record<string, string>; body?: string };
};

export type Round = {
  /** Answers within one second. */
  rate: number;
  /** Sorted, in milliseconds. */
  times: number[];
};

let caller = 0;

/** An address that nobody had before, so that every limit counts and none is reached (RFC 2544 keeps 198.18.0.0/15 for this). */
export function newAddress(): string {
  caller = (caller + 1) % (1 << 17);
  return `198.${18 + (caller >> 16)}.${(caller >> 8) & 255}.${caller & 255}`;
}

/** Asks as fast as answers come, on so many connections at once, for so many seconds. */
export function round(target: Target, seconds: number, connections = 10): Promise<Round> {
  return fire(target, { duration: seconds, connections });
}

/** Asks so many times, and says so. */
export async function exactly(target: Target, amount: number): Promise<number> {
  await fire(target, { amount, connections: 5 });
  return amount;
}

async function fire(target: Target, how: Partial<autocannon.Options>): Promise<Round> {
  const times: number[] = [];
  const requests = [
    { method: target.method, setupRequest: (request: object) => dress(request, target.next()) },
  ];
  const result = await new Promise<autocannon.Result>((resolve, reject) => {
    const run = autocannon(
      { url: target.url, requests, ...how },
      (error: unknown, result: autocannon.Result) => (error ? reject(error) : resolve(result)),
    );
    run.on("response", (_client, _status, _bytes, time) => times.push(time));
  });
  if (result.non2xx + result.errors + result.timeouts > 0)
    throw new Error(`${target.url}: ${result.non2xx} refused, ${result.errors} broken of ${times.length}`);
  times.sort((a, b) => a - b);
  return { rate: times.length / result.duration, times };
}

function dress(request: object, { headers, body }: ReturnType<Target["next"]>) {
  return { ...request, body, headers: { "x-forwarded-for": newAddress(), ...headers } };
}

/**
 * So many rounds of each, one after the other and in turns, so that whatever else the machine does meets both alike. The
 * first of each warms up and is not counted.
 */
export async function interleave<T>(rounds: number, one: () => Promise<T>, other: () => Promise<T>) {
  const measured: [T, T][] = [];
  for (let turn = 0; turn <= rounds; turn++) {
    const isReversed = turn % 2 === 1;
    const second = isReversed ? await other() : null;
    const first = await one();
    const pair: [T, T] = [first, second ?? (await other())];
    if (turn > 0) measured.push(pair);
  }
  return measured;
}
